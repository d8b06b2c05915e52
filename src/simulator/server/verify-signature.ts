/**
 * Signature Version 4, checked in full: canonical request, string to sign, key derived from the known secret.
 * After "Create a signed AWS API request" in the IAM User Guide. Chunk signatures of streamed S3 bodies are not checked.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

import type { SignatureClaim } from './credential-scope.ts';

type SignedCall = {
  readonly method: string;
  readonly rawUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

export type SignatureCheck = (call: SignedCall, claim: SignatureClaim, secret: string) => boolean;

export function createSignatureCheck(): SignatureCheck {
  // Deriving a key takes four hashes, and a client signs with the same one all day.
  const signingKeys = new Map<string, Buffer>();

  const signingKey = (claim: SignatureClaim, secret: string): Buffer => {
    const name = `${claim.accessKeyId}/${claim.date}/${claim.region}/${claim.service}`;
    const known = signingKeys.get(name);
    if (known !== undefined) return known;
    if (signingKeys.size > 10_000) signingKeys.clear();
    const dateKey = hmac(`AWS4${secret}`, claim.date);
    const key = hmac(hmac(hmac(dateKey, claim.region), claim.service), 'aws4_request');
    signingKeys.set(name, key);
    return key;
  };

  return (call, claim, secret) => {
    const scope = `${claim.date}/${claim.region}/${claim.service}/aws4_request`;
    const canonical = canonicalRequest(call, claim);
    if (canonical === null) return false;
    const toSign = `AWS4-HMAC-SHA256\n${claim.timestamp}\n${scope}\n${sha256(canonical)}`;
    const expected = hmac(signingKey(claim, secret), toSign);
    const claimed = Buffer.from(claim.signature, 'hex');
    return claimed.length === expected.length && timingSafeEqual(claimed, expected);
  };
}

/** Null when the body is not the one whose hash was signed. */
function canonicalRequest(call: SignedCall, claim: SignatureClaim): string | null {
  const question = call.rawUrl.indexOf('?');
  const rawPath = question === -1 ? call.rawUrl : call.rawUrl.slice(0, question);
  const rawQuery = question === -1 ? '' : call.rawUrl.slice(question + 1);
  const payloadHash = payloadHashOf(call, claim);
  if (payloadHash === null) return null;
  let headers = '';
  for (const name of claim.signedHeaders) {
    headers += `${name}:${(call.headers[name] ?? '').trim().replace(/ {2,}/g, ' ')}\n`;
  }
  return [
    call.method,
    canonicalPath(rawPath, claim.service),
    canonicalQuery(rawQuery),
    headers,
    claim.signedHeaders.join(';'),
    payloadHash,
  ].join('\n');
}

function payloadHashOf(call: SignedCall, claim: SignatureClaim): string | null {
  const declared = call.headers['x-amz-content-sha256'];
  if (claim.presigned && claim.service === 's3') return declared ?? 'UNSIGNED-PAYLOAD';
  if (declared === 'UNSIGNED-PAYLOAD' || declared?.startsWith('STREAMING-') === true) return declared;
  const actual = sha256(call.body);
  return declared === undefined || declared === actual ? actual : null;
}

/** Every service but S3 signs the path encoded a second time. */
function canonicalPath(rawPath: string, service: string): string {
  if (service === 's3') return rawPath === '' ? '/' : rawPath;
  return rawPath.split('/').map(encode).join('/');
}

function canonicalQuery(rawQuery: string): string {
  if (rawQuery === '') return '';
  return rawQuery
    .split('&')
    .filter((pair) => pair !== '' && !pair.startsWith('X-Amz-Signature='))
    .map((pair) => {
      const equals = pair.indexOf('=');
      const name = equals === -1 ? pair : pair.slice(0, equals);
      const value = equals === -1 ? '' : pair.slice(equals + 1);
      return [encode(decode(name)), encode(decode(value))] as const;
    })
    .sort(
      ([leftName, leftValue], [rightName, rightValue]) =>
        compare(leftName, rightName) || compare(leftValue, rightValue),
    )
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** A lone `%` stays what it is: whoever sent it cannot have signed it otherwise. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Stricter than `encodeURIComponent`, which leaves `!'()*` alone. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}
