/** Parts of a policy's text, with line numbers, and with what is spoken of underlined. */
import type { Span } from '../policy/json/json-node.ts';
import type { Colors } from './output.ts';
import { parsePolicy } from '../policy/parse.ts';
import { printable } from './printable.ts';

/** Longer lines are not what a human wrote, and no terminal is that wide. */
const lineLengthMax = 160;

/** The text as it is, or laid out anew when it is one endless line. What is no policy stays as it is, mistakes and all. */
export function legible(policyText: string): string {
  const isLegible = policyText.split('\n').every((line) => line.length <= lineLengthMax);
  if (isLegible || 'problems' in parsePolicy(policyText)) return policyText;
  return JSON.stringify(JSON.parse(policyText), null, 2);
}

/** The lines of the text that the span is on; the span's own characters are underlined, without colours by marks. */
export function showSpan(text: string, span: Span, paint: Colors): string {
  const lines = linesOf(text).filter(
    ({ start, end }) => start <= Math.max(span.start, span.end - 1) && end >= span.start,
  );
  const width = String(lines.at(-1)?.number ?? 1).length;
  return lines
    .map((line) => {
      const from = Math.max(0, span.start - line.start);
      const to = Math.min(line.text.length, span.end - line.start);
      return showLine(line, from + indentOf(line.text.slice(from, to)), to, { width, paint });
    })
    .join('');
}

type Line = { readonly number: number; readonly text: string; readonly start: number; readonly end: number };

function linesOf(text: string): readonly Line[] {
  let start = 0;
  return text.split('\n').map((line, index) => {
    const at = { number: index + 1, text: line, start, end: start + line.length };
    start = at.end + 1;
    return at;
  });
}

function showLine(line: Line, from: number, to: number, { width, paint }: { width: number; paint: Colors }): string {
  const crop = Math.max(0, Math.min(from - 20, line.text.length - lineLengthMax));
  const visible = (start: number, end: number) =>
    printable(line.text.slice(start, Math.min(end, crop + lineLengthMax)));
  const before = visible(crop, from);
  const marked = visible(from, to);
  const gutter = (number: string) => paint.dim(`${number.padStart(width)} │ `);
  const after = visible(to, line.text.length);
  const isWorthMarks = !paint.isColorSupported && !/^[{}]$/u.test(marked);
  const marks = `${gutter('')}${before.replace(/[^\t]/gu, ' ')}${'^'.repeat(Math.max(1, marked.length))}\n`;
  return `${gutter(String(line.number))}${before}${paint.underline(paint.red(marked))}${after}\n${isWorthMarks ? marks : ''}`;
}

const indentOf = (text: string): number => text.length - text.trimStart().length;
