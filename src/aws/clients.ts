/**
 * Makes every AWS SDK client there is: one transport (sockets, time-outs) for all, each request paced, counted and
 * timed on its way out.
 * Flow: daemon → [clients] → root-session, organization, and through sessions the files that read and write.
 * Never: retries a change by itself (the job judges the live state again first), or sends a request to `aws-global`.
 */
import assert from 'node:assert/strict';
import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';
import { parseRegion, type Region } from '../domain/account.ts';
import type { Clock } from '../domain/time.ts';
import type { Metrics } from '../observe/metrics.ts';
import { type AwsService, measureRequests, type RequestWatch } from './measure-requests.ts';

export type AwsOptions = {
  /** Ours, for the user agent by which people find us in their CloudTrail. */
  readonly version: string;
  readonly metrics: Pick<Metrics, 'awsRequests' | 'awsRequestDuration'>;
  readonly clock: Clock;
  /** Instead of AWS. Without it the SDK looks at AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_S3… and its configuration file. */
  readonly endpoint?: string;
  /** Resolves when the service may be sent one more request: where shared rate limits hook in. */
  readonly pace?: RequestWatch['pace'];
  /** Told of each answer's kind, so that an adaptive limit learns of throttling. */
  readonly answered?: RequestWatch['answered'];
};

/** The SDK's own shape, so that it can be handed through. Lives in closures only. */
export type SessionCredentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
};

/** `credentials` left out: the SDK's default chain (environment, IRSA, Pod Identity, instance…). */
export type ClientOptions = {
  readonly region: Region;
  readonly credentials?: SessionCredentials;
  /** `change`: sent once, since a repeated write could undo what somebody else wrote in between. */
  readonly use: 'read' | 'change';
};

export type AwsClients = ReturnType<typeof openAwsClients>;

/** Resolves nothing and connects nowhere until the first request. */
export function openAwsClients(options: AwsOptions) {
  const transport = openTransport();
  const watch = { pace: options.pace, answered: options.answered, metrics: options.metrics, clock: options.clock };
  const common = ({ region, credentials, use }: ClientOptions) => {
    // The global STS endpoint knows no AssumeRoot and answers InvalidAction (boto/boto3#4461).
    assert.ok(parseRegion(region) !== undefined, `\`${region}\` is not a Region to send requests to`);
    return {
      region,
      maxAttempts: use === 'change' ? 1 : 3,
      requestHandler: transport,
      customUserAgent: `rootkeeper/${options.version}`,
      ...(credentials === undefined ? {} : { credentials }),
      ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
    };
  };
  const watched = <Client extends Parameters<typeof measureRequests>[0]>(
    service: AwsService,
    client: Client,
  ): Client => {
    measureRequests(client, service, watch);
    return client;
  };
  // An endpoint that is not AWS's own seldom has a DNS name for every bucket.
  const forcePathStyle = options.endpoint !== undefined || endpointInEnvironment();

  return {
    sts: (how: ClientOptions) => watched('sts', new STSClient(common(how))),
    iam: (how: ClientOptions) => watched('iam', new IAMClient(common(how))),
    organizations: (how: ClientOptions) => watched('organizations', new OrganizationsClient(common(how))),
    // The Region of an event may be wrong; S3 then answers 301 with the right one.
    s3: (how: ClientOptions) =>
      watched('s3', new S3Client({ ...common(how), forcePathStyle, followRegionRedirects: true })),
    // By default the SDK sends a signed request to whatever host stands in the queue's URL.
    sqs: (how: ClientOptions) => watched('sqs', new SQSClient({ ...common(how), useQueueUrlAsEndpoint: false })),
    [Symbol.dispose]: () => {
      transport.destroy?.();
    },
  };
}

/** One pool of sockets for all clients: a root session lives for a few requests and must not pay for its own. */
function openTransport() {
  const { config } = new STSClient({
    region: 'us-east-1',
    requestHandler: {
      connectionTimeout: 3_000,
      requestTimeout: 10_000,
      throwOnRequestTimeout: true,
      httpsAgent: { keepAlive: true, maxSockets: 256 },
      httpAgent: { keepAlive: true, maxSockets: 256 },
    },
  });
  return config.requestHandler;
}

/** The two variables by which the SDK itself sends S3 elsewhere. */
const endpointInEnvironment = (): boolean =>
  [process.env['AWS_ENDPOINT_URL'], process.env['AWS_ENDPOINT_URL_S3']].some((url) => url !== undefined && url !== '');
