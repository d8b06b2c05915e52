/**
 * The broker of root sessions: one AssumeRoot for one account, one task and one remediation.
 * Flow: a procedure in remediate/ opens → reads and writes through the session's clients → drops it; it expires.
 * Never: hands out a session whose caller is not the root of the account that was asked for, keeps one for another
 * task, or lets the credentials be seen by anything that prints or serializes.
 */
import assert from 'node:assert/strict';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { AssumeRootCommand } from '@aws-sdk/client-sts';
import type { AccountId, Region } from '../domain/account.ts';
import { AwsRefusal } from '../domain/aws-refusal.ts';
import { type Partition, type RootTask, rootUserArn, taskPolicyArn } from '../domain/root-task.ts';
import { type Clock, type Instant, instant, isoOf } from '../domain/time.ts';
import type { Log } from '../observe/log.ts';
import type { Metrics } from '../observe/metrics.ts';
import { readCallerIdentity } from './caller-identity.ts';
import type { AwsClients, ClientOptions, SessionCredentials } from './clients.ts';
import { asRefusal } from './errors.ts';
import { openOwnKeys } from './own-keys.ts';
import { remedyForAssumeRoot } from './remedies.ts';

export type RootSessionsOptions = {
  readonly clients: AwsClients;
  /** Where AssumeRoot is called: an always-on Region. The credentials are valid in all. */
  readonly region: Region;
  readonly partition: Partition;
  readonly metrics: Pick<Metrics, 'rootSessions'>;
  readonly log: Log;
  readonly clock: Clock;
  /** At most 900, AWS's own limit and default. */
  readonly durationSeconds?: number;
  /** Told of each session at once, so that replicas which only read events know the key as ours too. */
  readonly onOpened?: (session: RootSessionFacts) => void;
};

/** What may be told about a session. The access key id is its only handle in CloudTrail, and no secret. */
export type RootSessionFacts = {
  readonly account: AccountId;
  readonly task: RootTask;
  readonly accessKeyId: string;
  readonly requestId: string;
  readonly openedAt: Instant;
  readonly expiresAt: Instant;
};

export type RootSession = RootSessionFacts & {
  readonly s3: (region: Region, use: ClientOptions['use']) => S3Client;
  readonly sqs: (region: Region, use: ClientOptions['use']) => SQSClient;
  readonly iam: (use: ClientOptions['use']) => IAMClient;
  /** For a child process only: the one way by which the credentials leave the closure. */
  readonly environment: () => Readonly<Record<string, string>>;
};

export type RootSessions = {
  /** Throws `AwsRefusal`. `log` is the caller's own, so that the line about the session carries its fields. */
  readonly open: (account: AccountId, task: RootTask, log?: Log) => Promise<RootSession>;
  /** Is this access key, seen in an event, one that we were given within the last hours? */
  readonly isOurs: (accessKeyId: string) => boolean;
};

export function openRootSessions(options: RootSessionsOptions): RootSessions {
  const { clients, region, clock, metrics, durationSeconds = 900 } = options;
  assert.ok(durationSeconds > 0 && durationSeconds <= 900, 'a root session lasts 1 to 900 seconds');
  const sts = clients.sts({ region, use: 'read' });
  const ownKeys = openOwnKeys(clock);

  const open = async (account: AccountId, task: RootTask, ofRemediation?: Log): Promise<RootSession> => {
    // A remediation's log names the account on every line already.
    const log = ofRemediation ?? options.log.child({ accountId: account });
    try {
      const granted = await assumeRoot(account, task);
      ownKeys.remember(granted.facts.accessKeyId, granted.facts.expiresAt);
      options.onOpened?.(granted.facts);
      await proveCaller(account, granted.credentials);
      metrics.rootSessions.inc({ task, outcome: 'opened' });
      const { accessKeyId, requestId, expiresAt } = granted.facts;
      const session = { rootTask: task, accessKeyId, requestId, expiresAt: isoOf(expiresAt) };
      log.info(session, 'root session opened');
      return bindClients(granted.facts, granted.credentials);
    } catch (error) {
      metrics.rootSessions.inc({ task, outcome: error instanceof AwsRefusal ? error.kind : 'defect' });
      throw error;
    }
  };

  const assumeRoot = async (account: AccountId, task: RootTask) => {
    const openedAt = clock.now();
    const { Credentials, $metadata } = await requestSession(account, task);
    const credentials = credentialsOf(Credentials);
    const expiresAt = instant(Credentials?.Expiration?.getTime() ?? openedAt + durationSeconds * 1000);
    const { accessKeyId } = credentials;
    const facts = { account, task, accessKeyId, requestId: $metadata.requestId ?? '', openedAt, expiresAt };
    return { credentials, facts };
  };

  const requestSession = async (account: AccountId, task: RootTask) => {
    const input = {
      TargetPrincipal: account,
      TaskPolicyArn: { arn: taskPolicyArn(options.partition, task) },
      DurationSeconds: durationSeconds,
    };
    try {
      return await sts.send(new AssumeRootCommand(input));
    } catch (error) {
      throw withAssumeRootRemedy(asRefusal(error, `open a root session (${task}) in account`, account), account, task);
    }
  };

  const withAssumeRootRemedy = (refusal: AwsRefusal, account: AccountId, task: RootTask): AwsRefusal => {
    // InvalidAction has a remedy of its own: the endpoint is wrong, not the permission.
    if (refusal.kind !== 'denied' || refusal.details.awsCode !== 'AccessDenied') return refusal;
    const why = { ...refusal.details, kind: refusal.kind, remedy: remedyForAssumeRoot(task, options.partition) };
    return new AwsRefusal(`open a root session (${task}) in account`, account, why, refusal.cause);
  };

  const proveCaller = async (account: AccountId, credentials: SessionCredentials): Promise<void> => {
    const { arn } = await readCallerIdentity(clients.sts({ region, credentials, use: 'read' }));
    assert.equal(arn, rootUserArn(account, options.partition), 'a root session acts as the root that was asked for');
  };

  const bindClients = (facts: RootSessionFacts, credentials: SessionCredentials): RootSession => ({
    ...facts,
    s3: (at, use) => clients.s3({ region: at, credentials, use }),
    sqs: (at, use) => clients.sqs({ region: at, credentials, use }),
    iam: (use) => clients.iam({ region, credentials, use }),
    environment: () => ({
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_SESSION_TOKEN: credentials.sessionToken,
    }),
  });

  return { open, isOurs: ownKeys.has };
}

/** The SDK types every field as optional. */
function credentialsOf(
  given:
    | { AccessKeyId?: string | undefined; SecretAccessKey?: string | undefined; SessionToken?: string | undefined }
    | undefined,
): SessionCredentials {
  const { AccessKeyId, SecretAccessKey, SessionToken } = given ?? {};
  assert.ok(
    AccessKeyId !== undefined && SecretAccessKey !== undefined && SessionToken !== undefined,
    'AssumeRoot answers with a whole set of credentials',
  );
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}
