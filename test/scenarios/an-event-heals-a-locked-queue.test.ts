import assert from 'node:assert/strict';
import { ReceiveMessageCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { test } from 'node:test';
import { openScene, sceneStores } from '../support/scene.ts';
import { denyAll } from '../support/unlock-targets.ts';

for (const { store, skip } of sceneStores)
  test(`an event heals a locked queue (${store})`, { skip }, async () => {
    await using scene = await openScene({ store });
    const queue = scene.queue();
    const { sqs } = scene.organization.asAdministratorOf(queue.accountId, queue.region);
    const setPolicy = (Policy: string) =>
      sqs.send(new SetQueueAttributesCommand({ QueueUrl: queue.url, Attributes: { Policy } }));
    await setPolicy(denyAll(queue.arn));
    await assert.rejects(setPolicy(''), { name: /AccessDenied/u });

    const [record, ...others] = await scene.recordsWhenEnded(1);
    assert.equal(others.length, 0);
    assert.ok(record?.state === 'ended');
    assert.equal(record.outcome.kind, 'healed', record.outcome.explanation);
    assert.deepEqual([record.before?.verdict, record.after?.verdict], ['locked_out', 'open']);

    await assert.rejects(sqs.send(new ReceiveMessageCommand({ QueueUrl: queue.url })), { name: /AccessDenied/u });
    await setPolicy('');
  });
