/**
 * One line of a batch, answered in the shape of the contract. Whatever is wrong with a line is its answer.
 * Never: throws.
 */
import { judge, reportOf } from './judge.ts';
import { type Line, lineLengthMax } from './json-lines.ts';
import { readQuestion, sentenceOf } from './policy-question.ts';

export type BatchCounts = { readonly lines: number; readonly lockedOut: number; readonly invalid: number };

/** As text that can be written as it is, in the order of the lines. */
export type Answers = BatchCounts & { readonly text: string };

export function answerLines(lines: readonly Line[]): Answers {
  const answers = lines.map(answerTo);
  const count = (verdict: string) => answers.filter((answer) => answer.verdict === verdict).length;
  return {
    text: answers.map((answer) => `${JSON.stringify(answer)}\n`).join(''),
    lines: lines.length,
    lockedOut: count('locked_out'),
    invalid: count('invalid'),
  };
}

/** The contract's answer, or what is left of it for a line that cannot be read. */
type Answer = { readonly verdict: string } & Readonly<Record<string, unknown>>;

function answerTo({ number, text, isTooLong }: Line): Answer {
  if (isTooLong) return unreadable(number, `the line is longer than ${lineLengthMax} characters`);
  const asked = parseLine(text);
  if (asked === undefined) return unreadable(number, 'the line is not a JSON object');
  // Who asks without an id is answered with the number of the line.
  const reference = asked.id === undefined ? { line: number } : { id: asked.id };
  try {
    const read = readQuestion(asked);
    if ('mistakes' in read)
      return { ...reference, line: number, ...nothingKnown, explanation: sentenceOf(read.mistakes) };
    return { ...reference, ...reportOf(judge(read.question)) };
  } catch (error) {
    // A policy nested so deeply that it cannot be printed, or a defect of ours: one line's problem, not the run's.
    const why = error instanceof Error ? error.message : String(error);
    return { ...reference, line: number, ...nothingKnown, explanation: `the policy cannot be worked on: ${why}` };
  }
}

const unreadable = (line: number, explanation: string) => ({ line, verdict: 'invalid', explanation });

const nothingKnown = { verdict: 'invalid', actions: {}, causes: [], witness: null, requires: [], repair: null };

function parseLine(text: string): { readonly id?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
