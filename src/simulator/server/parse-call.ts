/**
 * From an HTTP call to a `WireRequest`: which service, Region, protocol and operation, and the parameters.
 * The signature's credential scope routes; an unsigned call is routed by its Host, its target header or its form.
 */
import { AwsFault } from '../wire/aws-fault.ts';
import { addressS3 } from '../wire/s3-address.ts';
import type { Protocol, WireRequest } from '../wire/wire.ts';
import { decodeChunkedBody } from './aws-chunked.ts';
import { type SignatureClaim, readSignatureClaim } from './credential-scope.ts';

export type HttpCall = {
  readonly method: string;
  readonly rawUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly sourceIp: string;
  readonly signal?: AbortSignal;
};

export type ParsedCall = {
  readonly request: WireRequest;
  readonly claim: SignatureClaim | null;
  /** The body is not what the protocol says; told only to a caller who is believed. */
  readonly problem: AwsFault | null;
};

export function parseCall(call: HttpCall, requestId: string, homeRegion: string): ParsedCall {
  const { path: rawPath, query } = splitUrl(call.rawUrl);
  const claim = readSignatureClaim(call.headers, query);
  const host = call.headers['host'] ?? '';
  const fields = isForm(call.headers) ? new URLSearchParams(call.body.toString('utf8')) : query;
  const service = serviceOf(call, claim, fields);
  const protocol = protocolOf(call.headers, service);
  const path = decodePath(rawPath);
  const address = { method: call.method, host, path, query, headers: call.headers };
  const s3 = protocol === 'rest-xml' ? addressS3(address) : null;
  const params = paramsOf(protocol, call.body, fields);
  const request: WireRequest = {
    ...call,
    requestId,
    protocol,
    host,
    path,
    query,
    body: s3 === null ? call.body : decodeChunkedBody(call.headers, call.body),
    service,
    region: claim?.region ?? regionOf(host, service) ?? homeRegion,
    operation: s3?.operation ?? operationOf(call.headers, fields),
    params: params ?? {},
    s3,
    notes: {},
  };
  return { request, claim, problem: params === null ? NOT_A_DOCUMENT : null };
}

function splitUrl(rawUrl: string): { path: string; query: URLSearchParams } {
  const question = rawUrl.indexOf('?');
  if (question === -1) return { path: rawUrl, query: new URLSearchParams() };
  return { path: rawUrl.slice(0, question), query: new URLSearchParams(rawUrl.slice(question + 1)) };
}

function decodePath(rawPath: string): string {
  try {
    return decodeURIComponent(rawPath);
  } catch {
    return rawPath;
  }
}

function isForm(headers: HttpCall['headers']): boolean {
  return headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
}

const BY_TARGET: Readonly<Record<string, string>> = {
  AmazonSQS: 'sqs',
  AWSOrganizationsV20161128: 'organizations',
  AWSEvents: 'events',
};

/** The query protocol's version dates name its services. */
const BY_VERSION: Readonly<Record<string, string>> = {
  '2011-06-15': 'sts',
  '2010-05-08': 'iam',
  '2012-11-05': 'sqs',
};

function serviceOf(call: HttpCall, claim: SignatureClaim | null, fields: URLSearchParams): string {
  if (claim !== null) return claim.service;
  const target = call.headers['x-amz-target'];
  if (target !== undefined) return BY_TARGET[target.split('.')[0] ?? ''] ?? 'unknown';
  const host = /^(sts|iam|organizations|sqs|events)\./.exec(call.headers['host'] ?? '');
  return host?.[1] ?? BY_VERSION[fields.get('Version') ?? ''] ?? 's3';
}

function protocolOf(headers: HttpCall['headers'], service: string): Protocol {
  if (headers['x-amz-target'] !== undefined) {
    return headers['content-type']?.includes('json-1.0') === true ? 'json-1.0' : 'json-1.1';
  }
  return service === 's3' ? 'rest-xml' : 'query';
}

function regionOf(host: string, service: string): string | null {
  return new RegExp(`(?:^|\\.)${service}[.-]([a-z]{2}-[a-z-]+-\\d)\\.`).exec(host)?.[1] ?? null;
}

function operationOf(headers: HttpCall['headers'], fields: URLSearchParams): string {
  const target = headers['x-amz-target'];
  if (target !== undefined) return target.slice(target.lastIndexOf('.') + 1);
  return fields.get('Action') ?? '';
}

/** Null when the body is not the JSON object that it should be. */
function paramsOf(protocol: Protocol, body: Buffer, fields: URLSearchParams): WireRequest['params'] | null {
  if (protocol === 'rest-xml') return {};
  return protocol === 'query' ? Object.fromEntries(fields) : parseDocument(body);
}

const NOT_A_DOCUMENT = new AwsFault('SerializationException', 400, 'The request body is not a JSON object.');

function parseDocument(body: Buffer): WireRequest['params'] | null {
  if (body.length === 0) return {};
  try {
    const document: unknown = JSON.parse(body.toString('utf8'));
    return typeof document === 'object' && document !== null && !Array.isArray(document) ? { ...document } : null;
  } catch {
    return null;
  }
}
