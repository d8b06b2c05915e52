import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { openScene } from '../support/scene.ts';
import { denyAll } from '../support/unlock-targets.ts';

/** Whoever calls SetQueueAttributes writes the URL that stands in the event, and gets signed requests if it is used. */
async function openTrap() {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // listening on a port, so an address it has
  return {
    requests,
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test('a queue URL from an event is never used as an endpoint', async () => {
  await using trap = await openTrap();
  await using scene = await openScene();
  const queue = scene.queue();
  const event = await scene.catchEvent(() => scene.putQueuePolicy(queue, denyAll(queue.arn)));
  const poisoned = event.replaceAll(queue.url, `${trap.url}/${queue.accountId}/${queue.name}`);
  assert.notEqual(poisoned, event);
  await scene.deliver(poisoned);

  const [record] = await scene.recordsWhenEnded(1);
  assert.ok(record?.state === 'ended');
  assert.equal(record.outcome.kind, 'healed', record.outcome.explanation);
  assert.deepEqual(trap.requests, []);
});
