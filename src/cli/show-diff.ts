/** Two policies side by side, as people compare them: only what differs and a little around it. */
import { structuredPatch } from 'diff';
import type { Colors } from './output.ts';
import { printable } from './printable.ts';

/** Laid out alike first, since one of them may be AWS's single line. `null`: no policy. */
export const showPolicyDiff = (before: string | null, after: string | null, paint: Colors): string =>
  showDiff(layOut(before), layOut(after), paint);

/** Line by line, as they are written. */
export function showDiff(before: string, after: string, paint: Colors): string {
  const { hunks } = structuredPatch('', '', closed(before), closed(after), '', '', { context: 3 });
  return hunks
    .map(({ oldStart, oldLines, newStart, newLines, lines }) => {
      const head = paint.cyan(`@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`);
      return `${[head, ...lines.map((line) => paintLine(printable(line), paint))].join('\n')}\n`;
    })
    .join('');
}

function paintLine(line: string, paint: Colors): string {
  if (line.startsWith('-')) return paint.red(line);
  return line.startsWith('+') ? paint.green(line) : paint.dim(line);
}

/** A last line without its end would be remarked on. */
const closed = (text: string): string => (text === '' ? '' : `${text}\n`);

/** What is not JSON is shown as it is. */
function layOut(text: string | null): string {
  if (text === null) return '';
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
