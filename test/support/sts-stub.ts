/**
 * An STS that grants every AssumeRoot: for tests of what happens *around* a session (signals, environment, exit
 * codes). What a session may do is for the simulated organization to say.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export const stubCredentials = {
  accessKeyId: 'ASIASTUBSTUBSTUBSTUB',
  secretAccessKey: 'stub-secret-never-on-disk',
  sessionToken: 'stub-token-never-on-disk',
};

export async function openStsStub() {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      bodies.push(body);
      const form = new URLSearchParams(body);
      response.setHeader('content-type', 'text/xml');
      response.end(form.get('Action') === 'AssumeRoot' ? assumeRoot() : callerIdentity(bodies));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // listening on a port, so an address it has
  return {
    /** What people call requests: the form bodies, in order. */
    bodies,
    environment: {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: 'AKIAOPERATOROPERATOR',
      AWS_SECRET_ACCESS_KEY: 'operator-secret',
      AWS_REGION: 'us-east-1',
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function assumeRoot(): string {
  const { accessKeyId, secretAccessKey, sessionToken } = stubCredentials;
  const expiration = new Date(Date.now() + 900_000).toISOString();
  return `<AssumeRootResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRootResult><Credentials><AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>${secretAccessKey}</SecretAccessKey><SessionToken>${sessionToken}</SessionToken><Expiration>${expiration}</Expiration></Credentials></AssumeRootResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></AssumeRootResponse>`;
}

/** The root of whichever account was asked for last. */
function callerIdentity(bodies: readonly string[]): string {
  const account = bodies.map((body) => new URLSearchParams(body).get('TargetPrincipal')).findLast(Boolean) ?? '';
  return `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::${account}:root</Arn><UserId>${account}</UserId><Account>${account}</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>r-2</RequestId></ResponseMetadata></GetCallerIdentityResponse>`;
}
