/**
 * The queue by itself, on a clock that the test turns: whatever is done in whatever order, no message is lost, none is
 * seen by two at a time, and the counts are true. Compared with a model so plain that it is slow.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createMessageQueue } from '../../../src/simulator/services/sqs/queue/message-queue.ts';
import {
  type Message,
  type NewMessage,
  receiptHandle,
  parseReceiptHandle,
} from '../../../src/simulator/services/sqs/queue/message.ts';

const RECEIVES_MAX = 3;

/** A message of the model: where it is, and until when it cannot be seen. */
type Model = { readonly id: string; receipts: number; until: number; end: 'none' | 'deleted' | 'buried' };

type Step =
  | { readonly do: 'send'; readonly delay: number }
  | { readonly do: 'receive'; readonly max: number; readonly hide: number }
  | { readonly do: 'delete' | 'delete-stale'; readonly which: number }
  | { readonly do: 'change'; readonly which: number; readonly hide: number }
  | { readonly do: 'pass'; readonly time: number };

const small = fc.nat({ max: 40 });
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('send' as const), delay: fc.constantFrom(0, 0, 0, 20) }),
    fc.record({ do: fc.constant('receive' as const), max: fc.integer({ min: 1, max: 10 }), hide: small }),
    fc.record({ do: fc.constantFrom('delete' as const, 'delete-stale' as const), which: small }),
    fc.record({ do: fc.constant('change' as const), which: small, hide: small }),
    fc.record({ do: fc.constant('pass' as const), time: small }),
  ),
  // By itself fast-check prefers plans of a few steps, in which little can go wrong.
  { maxLength: 120, size: 'max' },
);

function newMessage(number: number): NewMessage {
  const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  return { id, body: id, bodyDigest: '', attributes: {}, attributesDigest: null, senderId: '', sentAt: 0 };
}

/** The queue and the model, side by side: each deed is done to both, and their answers are compared. */
function openPair() {
  let now = 0;
  const buried: string[] = [];
  const bury = ({ id }: Message): void => void buried.push(id);
  const queue = createMessageQueue(
    () => now,
    () => ({ retentionMs: 1e9, redrive: { receivesMax: RECEIVES_MAX, bury } }),
  );
  const model: Model[] = [];
  const find = (id: string) => model.find((message) => message.id === id) ?? assert.fail(`${id} was never sent`);
  const alive = () => model.filter(({ end }) => end === 'none');
  /** Undefined where there is no message that was received. */
  const received = (which: number) => {
    const message = model.length === 0 ? undefined : model[which % model.length];
    return message?.receipts === 0 ? undefined : message;
  };

  return {
    send(delay: number) {
      const message = newMessage(model.length);
      queue.send([message], () => delay);
      model.push({ id: message.id, receipts: 0, until: now + delay, end: 'none' });
    },
    async receive(max: number, hide: number) {
      const visible = alive().filter(({ until }) => until <= now);
      const taken = await queue.receive({ max, hideMs: hide, waitMs: 0, now: () => now });
      const burials = buried.splice(0).map(find);
      for (const message of burials) {
        assert.ok(visible.includes(message) && message.receipts >= RECEIVES_MAX);
        message.end = 'buried';
      }
      for (const { id, receiveCount } of taken) {
        const message = find(id);
        assert.ok(visible.includes(message), 'only what is visible is given out');
        message.receipts += 1;
        assert.equal(receiveCount, message.receipts);
        message.until = now + hide;
      }
      const rest = visible.length - burials.length - taken.length;
      assert.ok(taken.length === max || rest === 0, 'whoever asks for more gets all there is');
    },
    remove(which: number, isStale: boolean) {
      const message = received(which);
      if (message === undefined) return;
      queue.delete(message.id, message.receipts - (isStale ? 1 : 0));
      if (!isStale && message.end === 'none') message.end = 'deleted';
    },
    change(which: number, hide: number) {
      const message = received(which);
      if (message === undefined) return;
      const isHidden = message.end === 'none' && message.until > now;
      const outcome = queue.changeVisibility(message.id, message.receipts, hide);
      assert.equal(outcome === 'hidden', isHidden);
      assert.equal(outcome === 'gone', message.end !== 'none');
      if (isHidden) message.until = now + hide;
    },
    pass(time: number) {
      now += time;
    },
    compareCounts() {
      const { visible, hidden, delayed } = queue.counts();
      assert.equal(visible, alive().filter(({ until }) => until <= now).length);
      assert.equal(hidden + delayed, alive().filter(({ until }) => until > now).length);
    },
  };
}

async function agree(plan: readonly Step[]): Promise<void> {
  const pair = openPair();
  for (const step of plan) {
    if (step.do === 'send') pair.send(step.delay);
    else if (step.do === 'receive') await pair.receive(step.max, step.hide);
    else if (step.do === 'change') pair.change(step.which, step.hide);
    else if (step.do === 'pass') pair.pass(step.time);
    else pair.remove(step.which, step.do === 'delete-stale');
    pair.compareCounts();
  }
}

test('whatever is done to a queue, it agrees with the plain model', async () => {
  await fc.assert(fc.asyncProperty(steps, agree), { numRuns: 500 });
});

test('messages that are prolonged again and again are hidden, and come back once; so do those that are not', async () => {
  let now = 0;
  const queue = createMessageQueue(
    () => now,
    () => ({ retentionMs: 1e9, redrive: null }),
  );
  const take = (max: number, hideMs: number) => queue.receive({ max, hideMs, waitMs: 0, now: () => now });
  queue.send(
    Array.from({ length: 10 }, (_, index) => newMessage(index)),
    () => 0,
  );
  const prolonged = await take(5, 10);
  await take(5, 6000);
  // Enough to make the queue tidy up what it no longer needs, several times.
  for (let beat = 0; beat < 1000; beat += 1) {
    now += 5;
    for (const { id } of prolonged) assert.equal(queue.changeVisibility(id, 1, 100_000), 'hidden');
    assert.deepEqual(await take(10, 10), []);
  }
  now = 6000;
  assert.equal((await take(20, 10)).length, 5);
  now = 200_000;
  assert.equal((await take(20, 10)).length, 10);
});

test('a message that is too old leaves the queue without being received', async () => {
  let now = 0;
  const queue = createMessageQueue(
    () => now,
    () => ({ retentionMs: 1000, redrive: null }),
  );
  queue.send([newMessage(1)], () => 0);
  now = 1001;
  assert.deepEqual(await queue.receive({ max: 10, hideMs: 10, waitMs: 0, now: () => now }), []);
  assert.deepEqual(queue.peek(), []);
});

test('a receipt handle names the message and which receipt it was; other text is none', () => {
  const message = { ...newMessage(7), receiveCount: 12 } as Message;
  assert.deepEqual(parseReceiptHandle(receiptHandle(message)), { id: message.id, receipt: 12 });
  for (const text of ['', 'made up', Buffer.from('x/1').toString('base64')])
    assert.equal(parseReceiptHandle(text), null);
});
