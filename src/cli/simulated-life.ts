/**
 * Life in a simulated organization, for `serve --simulate`: now and then somebody edits the policy of a bucket or queue,
 * and every third time shuts everybody out. Played through the simulator's control endpoint, like any rehearsal.
 */
import type { Log } from '../observe/log.ts';

type Resource = { readonly arn: string; readonly accountId: string };

const everyMs = 10_000;

export function bringToLife(environment: Readonly<Record<string, string>>, log: Log): Disposable {
  let edits = 0;
  const timer = setInterval(() => {
    edits += 1;
    editOne(environment, edits % 3 === 0).catch((error: unknown) => {
      log.debug({ err: error }, 'nobody edited anything in the simulated organization');
    });
  }, everyMs);
  timer.unref();
  return {
    [Symbol.dispose]: () => {
      clearInterval(timer);
    },
  };
}

async function editOne(environment: Readonly<Record<string, string>>, locks: boolean): Promise<void> {
  const control = `${environment['AWS_ENDPOINT_URL'] ?? ''}/_simulator`;
  const kind = Math.random() < 0.5 ? 'buckets' : 'queues';
  const answer = await fetch(`${control}/${kind}`);
  // The simulator's documented answer.
  const resources = ((await answer.json()) as Record<string, readonly Resource[]>)[kind] ?? [];
  const members = resources.filter(({ accountId }) => accountId !== environment['SIMULATED_MANAGEMENT_ACCOUNT_ID']);
  const resource = members[Math.floor(Math.random() * members.length)];
  if (resource === undefined) return;
  const policy = policyFor(resource.arn, locks);
  await fetch(`${control}/policies`, {
    method: 'PUT',
    body: JSON.stringify({ resource: resource.arn, policy, announce: true }),
  });
}

/** Of every day: nothing goes without TLS. The lockout is the same statement, with its condition forgotten. */
function policyFor(arn: string, locks: boolean): object {
  const Action = arn.startsWith('arn:aws:s3:') ? 's3:*' : 'sqs:*';
  const statement = { Sid: 'OnlyOverTls', Effect: 'Deny', Principal: '*', Action, Resource: arn };
  const Condition = { Bool: { 'aws:SecureTransport': 'false' } };
  return { Version: '2012-10-17', Statement: [locks ? statement : { ...statement, Condition }] };
}
