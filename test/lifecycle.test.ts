import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openLifecycle } from '../src/lifecycle.ts';
import { openLog } from '../src/observe/log.ts';

const part = (close: () => Promise<void>): AsyncDisposable => ({ [Symbol.asyncDispose]: close });

test('parts close in reverse, and one that fails or hangs does not keep the others open', async () => {
  const lines: string[] = [];
  const lifecycle = openLifecycle(openLog('info', { write: (line) => lines.push(line) }));
  const closed: string[] = [];
  const closes = (name: string) =>
    part(() => {
      closed.push(name);
      return Promise.resolve();
    });

  lifecycle.own('store', 1000, closes('store'));
  lifecycle.own(
    'hangs',
    20,
    part(() => new Promise(() => undefined)),
  );
  lifecycle.own(
    'fails',
    1000,
    part(() => Promise.reject(new Error('no'))),
  );
  lifecycle.own('ingest', 1000, closes('ingest'));

  assert.deepEqual(await lifecycle.close(), ['fails', 'hangs']);
  assert.deepEqual(closed, ['ingest', 'store']);
  assert.match(lines.join(''), /"part":"hangs".*still closing after 20 ms/u);
});

test('closing twice closes once', async () => {
  const lifecycle = openLifecycle(openLog('silent'));
  let times = 0;
  lifecycle.own(
    'counted',
    1000,
    part(() => {
      times += 1;
      return Promise.resolve();
    }),
  );
  await Promise.all([lifecycle.close(), lifecycle.close()]);
  assert.equal(times, 1);
});
