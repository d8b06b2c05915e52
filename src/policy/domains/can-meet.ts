/**
 * May one text match two chains? Walks pairs of positions, which is quick where the product of all constraints is not.
 * Never: says no of two that have a text in common. It may say yes of two that have none.
 */
import { accepts, type Chain, isRun } from './chain.ts';

export function canMeet(a: Chain, b: Chain): boolean {
  const ignoreCase = a.ignoreCase || b.ignoreCase;
  const width = b.tokens.length + 1;
  const seen = new Uint8Array((a.tokens.length + 1) * width);
  const waiting = [0];
  const visit = (next: number): void => {
    if (seen[next] === 1) return;
    seen[next] = 1;
    waiting.push(next);
  };
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (at === seen.length - 1) return true;
    const column = at % width;
    const x = a.tokens[(at - column) / width] ?? end;
    const y = b.tokens[column] ?? end;
    if (isRun(x)) visit(at + width);
    if (isRun(y)) visit(at + 1);
    if (agree(x, y, ignoreCase)) visit(at + after(x, y, width));
  }
  return false;
}

/** Where a chain is over: like a letter that there is not. */
const end = 0x10_000;

/** Two classes are taken to have a character in common. */
function agree(x: number, y: number, ignoreCase: boolean): boolean {
  if (x === end || y === end) return false;
  if (x < 0) return y < 0 || acceptsLetter(x, y, ignoreCase);
  return acceptsLetter(y, x, ignoreCase);
}

const acceptsLetter = (token: number, letter: number, ignoreCase: boolean): boolean =>
  accepts(token, letter, ignoreCase) || (ignoreCase && accepts(token, letter ^ 0x20, false));

/** How far one character takes both: runs stay where they are. */
const after = (x: number, y: number, width: number): number => (isRun(x) ? 0 : width) + (isRun(y) ? 0 : 1);
