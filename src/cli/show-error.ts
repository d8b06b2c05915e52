/** An error as people read it: what was attempted, why it failed, and after an arrow what to do next. */
import { ConfigError } from '../config/config-error.ts';
import { Failure } from '../domain/failure.ts';
import { isSystemError } from './exit-code.ts';
import { colors } from './output.ts';

export function showError(error: unknown): string {
  const paint = colors(process.stderr);
  const headline = (text: string) => `${paint.red('rootkeeper:')} ${text}`;
  const remedy = (text: string) => `${paint.cyan('→')} ${text}`;
  if (error instanceof ConfigError) return showConfigError(error, headline, remedy);
  if (error instanceof Failure) return `${headline(`${error.message} (${error.code})`)}\n${remedy(error.remedy)}\n`;
  if (isSystemError(error))
    return `${headline(error.message)}\n${remedy('check the address, the path and the rights')}\n`;
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `${headline('this is a defect in rootkeeper')}\n${trace}\n${remedy('please report it with the lines above')}\n`;
}

function showConfigError(
  { problems, code, message }: ConfigError,
  headline: (text: string) => string,
  remedy: (text: string) => string,
): string {
  const [what = message] = message.split(': ');
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  const lines = problems.map(({ place, key, message: why, remedy: fix }) => {
    const subject = key === '' ? why : `\`${key}\` ${why}`;
    return `  ${place}: ${subject}\n    ${remedy(fix)}\n`;
  });
  return `${headline(`${what}: ${count} (${code})`)}\n${lines.join('')}`;
}
