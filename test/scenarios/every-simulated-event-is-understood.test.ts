/**
 * What happens in the simulated organization reaches the ingest queue and is read as what it was. The two sides share
 * no code, only AWS's published samples: where one of them misread a sample, this fails.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  CloseAccountCommand,
  CreateAccountCommand,
  InviteAccountToOrganizationCommand,
  MoveAccountCommand,
  RemoveAccountFromOrganizationCommand,
} from '@aws-sdk/client-organizations';
import { DeleteBucketPolicyCommand, PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { DeleteMessageBatchCommand, ReceiveMessageCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { parseEvent } from '../../src/events/parse-event.ts';
import { openSimulatedOrganization } from '../support/simulated-organization.ts';

const organization = await openSimulatedOrganization({ accounts: 16 });
after(() => organization[Symbol.asyncDispose]());

const { world, endpoint, environment, managementAccountId, activeMembers } = organization;
world.settings.accountChangeMs = 5;
const { organizations } = organization.asAdministratorOf(managementAccountId);
const { sqs } = organization.as(organization.daemon);
const QueueUrl = environment['ROOTKEEPER_INGEST__QUEUE_URL'] ?? '';
const bucket = organization.addBucket({ region: 'eu-west-1' });
const queue = organization.addQueue({ region: 'us-west-2' });
const administrator = organization.asAdministratorOf(bucket.accountId, 'eu-west-1');
const [, member = '', moving = '', closing = '', leaving = ''] = activeMembers;
const parentId = world.accounts.get(moving)?.parentId ?? '';
const Policy = JSON.stringify({ Statement: [{ Effect: 'Deny', Principal: '*', Action: '*:*', Resource: '*' }] });
const bucketPolicy = Policy.replace('*:*', 's3:PutObject').replace('"Resource":"*"', `"Resource":"${bucket.arn}/*"`);
const queuePolicy = Policy.replace('*:*', 'sqs:SendMessage').replace('"Resource":"*"', `"Resource":"${queue.arn}"`);

const asRoot = (event: string) => control(`/accounts/${member}/root-activity`, { event });
const invited = '555566667777';

for (const [promise, act, expected] of [
  [
    'a bucket policy that is put',
    () => administrator.s3.send(new PutBucketPolicyCommand({ Bucket: bucket.name, Policy: bucketPolicy })),
    { kind: 'bucket_policy_changed', resource: place('bucket', bucket) },
  ],
  [
    'a bucket policy that is deleted',
    () => administrator.s3.send(new DeleteBucketPolicyCommand({ Bucket: bucket.name })),
    { kind: 'bucket_policy_removed', resource: place('bucket', bucket) },
  ],
  [
    'a queue policy that is set',
    () => setQueuePolicy(queuePolicy),
    { kind: 'queue_policy_changed', resource: place('queue', queue) },
  ],
  [
    'a queue policy that is emptied',
    () => setQueuePolicy(''),
    { kind: 'queue_policy_removed', resource: place('queue', queue) },
  ],
  [
    'an account that is created',
    () => organizations.send(new CreateAccountCommand({ AccountName: 'new', Email: 'new@example.com' })),
    { kind: 'account_joined', how: 'created' },
  ],
  [
    'an account that accepts an invitation',
    async () => {
      const Target = { Type: 'ACCOUNT' as const, Id: invited };
      const { Handshake } = await organizations.send(new InviteAccountToOrganizationCommand({ Target }));
      await control(`/invitations/${Handshake?.Id ?? ''}/accept`, {});
    },
    { kind: 'account_joined', how: 'invited', account: invited },
  ],
  [
    'an account that moves',
    () =>
      organizations.send(
        new MoveAccountCommand({
          AccountId: moving,
          SourceParentId: parentId,
          DestinationParentId: world.organization.rootId,
        }),
      ),
    { kind: 'account_moved', account: moving },
  ],
  [
    'an account that is closed',
    () => organizations.send(new CloseAccountCommand({ AccountId: closing })),
    { kind: 'account_departed', account: closing },
  ],
  [
    'an account that is removed',
    () => organizations.send(new RemoveAccountFromOrganizationCommand({ AccountId: leaving })),
    { kind: 'account_departed', account: leaving },
  ],
  ['a root user who signs in', () => asRoot('ConsoleLogin'), activity('console_login')],
  ['a password that is recovered', () => asRoot('PasswordRecoveryCompleted'), activity('password_recovery_completed')],
  ['a password that is changed', () => asRoot('PasswordUpdated'), activity('password_updated')],
  ['a key that root makes for itself', () => asRoot('CreateAccessKey'), activity('access_key_created')],
  ['a device that root enables', () => asRoot('EnableMFADevice'), activity('mfa_changed')],
  [
    'a root session that is opened',
    () => organization.openRootSession(member, 'IAMAuditRootUserCredentials'),
    { kind: 'root_session_opened', caller: managementAccountId, target: member, task: 'IAMAuditRootUserCredentials' },
  ],
] as const satisfies readonly (readonly [string, () => Promise<unknown>, object])[])
  test(`${promise} is understood`, async () => {
    // A created account makes two events, and only the first was waited for.
    while ((await receiveBodies(0)).length > 0);
    await act();
    for (;;) {
      const signals = await receiveSignals();
      const signal = signals.find(({ kind }) => kind === expected.kind);
      if (signal === undefined) continue;
      assert.partialDeepStrictEqual(signal, expected);
      return;
    }
  });

test('an own repair is not taken for news', async () => {
  const session = await organization.openRootSession(bucket.accountId, 'S3UnlockBucketPolicy');
  const { s3 } = organization.as(session, 'eu-west-1');
  await s3.send(new PutBucketPolicyCommand({ Bucket: bucket.name, Policy: bucketPolicy }));
  const isOwnKey = (accessKeyId: string) => accessKeyId === session.accessKeyId;
  const read = (await receiveBodies()).map((body) => parseEvent(body, { source: 'cloudtrail', isOwnKey }));
  assert.ok(read.some((event) => event.kind === 'ignored' && event.reason === 'own_root_session'));
  assert.ok(
    read.every(
      (event) => event.kind !== 'signals' || event.signals.every(({ kind }) => kind === 'root_session_opened'),
    ),
  );
});

async function receiveSignals() {
  const read = (await receiveBodies()).map((body) => parseEvent(body, { source: 'cloudtrail', isOwnKey: () => false }));
  for (const event of read) assert.notEqual(event.kind, 'malformed');
  return read.flatMap((event) => (event.kind === 'signals' ? event.signals : []));
}

/** All that are there; waits for the first. */
async function receiveBodies(WaitTimeSeconds = 5): Promise<string[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds }),
  );
  const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
  if (Entries.length > 0) await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  return Messages.map(({ Body = '' }) => Body);
}

async function control(path: string, body: object): Promise<void> {
  const response = await fetch(`${endpoint}/_simulator${path}`, { method: 'POST', body: JSON.stringify(body) });
  assert.equal(response.status, 200, await response.text());
}

function setQueuePolicy(text: string) {
  const { sqs: there } = organization.asAdministratorOf(queue.accountId, queue.region);
  return there.send(new SetQueueAttributesCommand({ QueueUrl: queue.url, Attributes: { Policy: text } }));
}

function place(kind: 'bucket' | 'queue', { accountId, region, name }: typeof bucket | typeof queue) {
  return { kind, account: accountId, region, [kind]: name };
}

function activity(name: string) {
  return { kind: 'root_activity', account: member, activity: name };
}
