/** Two policies side by side, as people compare them: laid out alike, only what differs and a little around it. */
import { structuredPatch } from 'diff';
import type { Colors } from './output.ts';

/** `null`: no policy. */
export function showPolicyDiff(before: string | null, after: string | null, paint: Colors): string {
  const { hunks } = structuredPatch('', '', layOut(before), layOut(after), '', '', { context: 3 });
  const lines = hunks.flatMap((hunk) => hunk.lines).filter((line) => !line.startsWith('\\'));
  return lines.map((line) => `${paintLine(line, paint)}\n`).join('');
}

function paintLine(line: string, paint: Colors): string {
  if (line.startsWith('-')) return paint.red(line);
  return line.startsWith('+') ? paint.green(line) : paint.dim(line);
}

/** What is not JSON is shown as it is. */
function layOut(text: string | null): string {
  if (text === null) return '';
  try {
    return `${JSON.stringify(JSON.parse(text), null, 2)}\n`;
  } catch {
    return `${text}\n`;
  }
}
