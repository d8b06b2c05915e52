/** The unmodified AWS CLI works against the simulated organization, with nothing but what `simulate` exports. */
import assert from 'node:assert/strict';
import { after, suite, test } from 'node:test';
import { aws, noAwsCli } from '../support/aws-cli.ts';
import { openSimulatedOrganization } from '../support/simulated-organization.ts';

suite('the AWS CLI', { skip: noAwsCli }, async () => {
  const organization = await openSimulatedOrganization();
  after(() => organization[Symbol.asyncDispose]());
  const { environment, managementAccountId } = organization;
  const bucket = organization.addBucket({ region: 'eu-west-1' });
  const queue = organization.addQueue({ region: 'eu-west-1' });
  const deny = (resource: string, action: string) =>
    JSON.stringify({ Statement: [{ Effect: 'Deny', Principal: '*', Action: action, Resource: resource }] });
  bucket.policy = deny(bucket.arn, 's3:*');
  queue.attributes.set('Policy', deny(queue.arn, 'sqs:*'));

  /** As the announcement's shell script does it: three variables from assume-root. */
  const rootSession = async (task: string): Promise<Record<string, string>> => {
    const arn = `arn=arn:aws:iam::aws:policy/root-task/${task}`;
    const args = ['--target-principal', bucket.accountId, '--task-policy-arn', arn];
    const { Credentials } = JSON.parse(await aws(environment, 'sts', 'assume-root', ...args));
    return {
      ...environment,
      AWS_ACCESS_KEY_ID: Credentials.AccessKeyId,
      AWS_SECRET_ACCESS_KEY: Credentials.SecretAccessKey,
      AWS_SESSION_TOKEN: Credentials.SessionToken,
      AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_REGION: 'eu-west-1',
    };
  };

  test('knows who it is, and lists every account', async () => {
    const identity = JSON.parse(await aws(environment, 'sts', 'get-caller-identity'));
    assert.equal(identity.Arn, `arn:aws:iam::${managementAccountId}:user/rootkeeper`);
    const { Accounts } = JSON.parse(await aws(environment, 'organizations', 'list-accounts'));
    assert.equal(Accounts.length, organization.world.accounts.size);
    const features = JSON.parse(await aws(environment, 'iam', 'list-organizations-features'));
    assert.equal(features.EnabledFeatures.length, 2);
  });

  test('deletes the policy of a locked bucket in a root session', async () => {
    const root = await rootSession('S3UnlockBucketPolicy');
    const identity = JSON.parse(await aws(root, 'sts', 'get-caller-identity'));
    assert.equal(identity.Arn, `arn:aws:iam::${bucket.accountId}:root`);
    await aws(root, 's3api', 'delete-bucket-policy', '--bucket', bucket.name);
    assert.equal(bucket.policy, null);
  });

  test('empties the policy of a locked queue in a root session', async () => {
    const root = await rootSession('SQSUnlockQueuePolicy');
    // The AWS CLI 1 sends SQS calls to an old public host name, whatever AWS_ENDPOINT_URL says.
    const there = ['--endpoint-url', organization.endpoint, '--queue-url', queue.url];
    await aws(root, 'sqs', 'set-queue-attributes', ...there, '--attributes', '{"Policy":""}');
    assert.ok(['', undefined].includes(queue.attributes.get('Policy')));
  });

  test('reads the root credentials in an audit session, and is told what that session may not', async () => {
    const root = await rootSession('IAMAuditRootUserCredentials');
    const { SummaryMap } = JSON.parse(await aws(root, 'iam', 'get-account-summary'));
    assert.equal(
      SummaryMap.AccountPasswordPresent,
      organization.world.accounts.get(bucket.accountId)?.root.password === null ? 0 : 1,
    );
    await assert.rejects(aws(root, 'iam', 'delete-login-profile'), /AccessDenied/);
  });
});
