/** docs/events.md and the code know the same events and the same reasons. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { eventKinds } from '../../src/events/kinds.ts';
import { ignoredReasons, malformedReasons } from '../../src/events/parsed-event.ts';

const page = readFileSync('docs/events.md', 'utf8');
const rows = page.split('\n').filter((line) => line.startsWith('| `'));
const firstCells = (part: string) => [...part.matchAll(/^\| `(\w+)` \|/gmu)].map(([, reason]) => reason);

test('every kind of event is documented, and every documented event is read', () => {
  const inCode = eventKinds.flatMap(({ eventSource, eventNames }) =>
    eventNames === 'others' ? [`${eventSource} `] : eventNames.map((name) => `${eventSource} ${name}`),
  );
  const onPage = rows.flatMap((row) => {
    const [, source = '', events = ''] = row.split('|');
    const eventSource = /`(\w+\.amazonaws\.com)`/u.exec(source)?.[1];
    if (eventSource === undefined) return [];
    const names = [...events.matchAll(/`(\w+)`/gu)].map(([, name = '']) => name);
    return (names.length === 0 ? [''] : names).map((name) => `${eventSource} ${name}`);
  });
  assert.deepEqual(onPage.toSorted(), inCode.toSorted());
});

test('every reason is documented under what becomes of the event, and no other is', () => {
  const [, discarded = ''] = page.split('## Why an event leads to nothing');
  const [ignored = '', malformed = ''] = discarded.split('\nMalformed:');
  assert.deepEqual(firstCells(ignored), [...ignoredReasons]);
  assert.deepEqual(firstCells(malformed), [...malformedReasons]);
});
