/**
 * A stream of bytes as numbered lines, as many at a time as have arrived, in constant memory: a line that is longer
 * than any policy is dropped while it is read, and reported.
 */
export type Line = { readonly number: number; readonly text: string; readonly isTooLong: boolean };

/** CloudTrail cuts at 100 KB and policies end at 20 KB; a megabyte is somebody's mistake. In UTF-16 units. */
export const lineLengthMax = 1024 * 1024;

/** Ends of lines are LF or CR LF; a byte order mark at the beginning is no part of the first line. */
export async function* readLines(input: AsyncIterable<Uint8Array>): AsyncGenerator<readonly Line[]> {
  const decoder = new TextDecoder();
  const split = openSplitter();
  for await (const bytes of input) yield split(decoder.decode(bytes, { stream: true }));
  yield split(decoder.decode(), 'end');
}

function openSplitter(): (text: string, end?: 'end') => readonly Line[] {
  let rest = '';
  let isTooLong = false;
  let number = 0;

  const finishLine = (text: string): Line => {
    const line = { number: (number += 1), text: isTooLong ? '' : text.replace(/\r$/u, ''), isTooLong };
    isTooLong = false;
    return line;
  };
  return (text, end) => {
    const parts = (rest + text).split('\n');
    const last = parts.pop() ?? '';
    const lines = parts.map((part) => {
      isTooLong ||= part.length > lineLengthMax;
      return finishLine(part);
    });
    isTooLong ||= last.length > lineLengthMax;
    rest = isTooLong ? '' : last;
    // Without a newline at the very end there is one more line; with one there is not.
    if (end === 'end' && (last !== '' || isTooLong)) lines.push(finishLine(last));
    return lines;
  };
}
