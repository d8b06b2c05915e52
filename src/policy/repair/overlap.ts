/**
 * Is there a text that two wildcard patterns both match? `*` stands for any run of characters, `?` for one.
 */

/** Every pair of places is looked at once at most. */
export function overlap(one: string, other: string): boolean {
  const width = other.length + 1;
  const seen = new Uint8Array((one.length + 1) * width);
  const waiting = [0];
  const reach = (place: number): void => {
    if (seen[place] === 1) return;
    seen[place] = 1;
    waiting.push(place);
  };
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const at = Math.floor(place / width);
    const character = one[at];
    const counterpart = other[place % width];
    if (character === undefined && counterpart === undefined) return true;
    // A `*` ends here, or takes in what the other pattern has here: either way one of the two goes on.
    if (character === '*' || counterpart === '*') {
      if (character !== undefined) reach(place + width);
      if (counterpart !== undefined) reach(place + 1);
    } else if (character !== undefined && counterpart !== undefined && isSame(character, counterpart))
      reach(place + width + 1);
  }
  return false;
}

const isSame = (one: string, other: string): boolean => one === other || one === '?' || other === '?';
