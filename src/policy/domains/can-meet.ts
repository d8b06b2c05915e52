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
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (at === seen.length - 1) return true;
    const [x = end, y = end] = [a.tokens[Math.floor(at / width)], b.tokens[at % width]];
    for (const next of [
      isRun(x) && at + width,
      isRun(y) && at + 1,
      agree(x, y, ignoreCase) && at + after(x, y, width),
    ]) {
      if (next === false || seen[next] === 1) continue;
      seen[next] = 1;
      waiting.push(next);
    }
  }
  return false;
}

/** Where a chain is over: like a letter that there is not. */
const end = 0x10_000;

/** Two classes are taken to have a character in common. */
function agree(x: number, y: number, ignoreCase: boolean): boolean {
  if (x === end || y === end) return false;
  if (x < 0 && y < 0) return true;
  const [token, letter] = x < 0 ? [x, y] : [y, x];
  return accepts(token, letter, ignoreCase) || (ignoreCase && accepts(token, letter ^ 0x20, false));
}

/** How far one character takes both: runs stay where they are. */
const after = (x: number, y: number, width: number): number => (isRun(x) ? 0 : width) + (isRun(y) ? 0 : 1);
