/** Members of a control call's body, checked; what is wrong is said by name. */
import { ControlProblem } from './control.ts';

type Body = Readonly<Record<string, unknown>>;

export function textIn(body: Body, name: string): string {
  const value = body[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new ControlProblem(400, `\`${name}\` should be a text that is not empty`);
}

export function optionalTextIn(body: Body, name: string): string | undefined {
  return body[name] === undefined ? undefined : textIn(body, name);
}

export function numberIn(body: Body, name: string): number {
  const value = body[name];
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new ControlProblem(400, `\`${name}\` should be a number`);
}

export function choiceIn<Choice extends string>(body: Body, name: string, choices: readonly Choice[]): Choice {
  const found = choices.find((choice) => choice === body[name]);
  if (found !== undefined) return found;
  throw new ControlProblem(400, `\`${name}\` should be one of ${choices.join(', ')}`);
}

export function listIn(body: Body, name: string): readonly Body[] {
  const value = body[name];
  const isBody = (item: unknown): item is Body => typeof item === 'object' && item !== null && !Array.isArray(item);
  if (Array.isArray(value) && value.every(isBody)) return value;
  throw new ControlProblem(400, `\`${name}\` should be a list of objects`);
}

/** A policy as an object, as text, or null for none; kept as the text that was given, or as compact JSON. */
export function policyIn(body: Body, name: string): string | null {
  const value = body[name];
  if (value === null) return null;
  if (typeof value === 'object') return JSON.stringify(value);
  const text = textIn(body, name);
  try {
    JSON.parse(text);
    return text;
  } catch {
    throw new ControlProblem(400, `\`${name}\` should be a policy: an object, JSON text, or null for none`);
  }
}
