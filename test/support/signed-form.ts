/**
 * A call in AWS's query protocol, signed by hand: no client in the dependencies speaks it to SQS any more, but AWS CLI
 * before 2.13.33 and the SDKs of its time do.
 */
import { createHash, createHmac } from 'node:crypto';

type Signing = {
  readonly endpoint: string;
  readonly service: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
};

export async function sendForm(
  fields: Readonly<Record<string, string>>,
  signing: Signing,
): Promise<{ readonly status: number; readonly text: string }> {
  const { endpoint, service, region, credentials } = signing;
  const body = new URLSearchParams(fields).toString();
  const timestamp = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '');
  const headers = {
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    host: new URL(endpoint).host,
    'x-amz-date': timestamp,
  };
  const signed = Object.keys(headers).join(';');
  const canonical = [
    'POST',
    '/',
    '',
    ...Object.entries(headers).map(([name, value]) => `${name}:${value}`),
    '',
    signed,
  ];
  const scope = `${timestamp.slice(0, 8)}/${region}/${service}/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', timestamp, scope, sha256([...canonical, sha256(body)].join('\n'))].join('\n');
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${credentials.secretAccessKey}`);
  const authorization =
    `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${signed}, ` +
    `Signature=${hmac(key, toSign).toString('hex')}`;
  const response = await fetch(endpoint, { method: 'POST', body, headers: { ...headers, authorization } });
  return { status: response.status, text: await response.text() };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
