/**
 * Successful answers in the words of each protocol. Errors are rendered in `render-fault.ts`.
 */
import type { WireRequest, WireResponse } from './wire.ts';
import { type XmlNode, xmlElements } from './xml.ts';

const NAMESPACES: Readonly<Record<string, string>> = {
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
  iam: 'https://iam.amazonaws.com/doc/2010-05-08/',
  sqs: 'http://queue.amazonaws.com/doc/2012-11-05/',
};

/** `result` null: the operation returns nothing but the request id. */
export function queryResponse(request: WireRequest, result: XmlNode | null): WireResponse {
  const { operation, requestId, service } = request;
  const inner = result === null ? '' : `<${operation}Result>${xmlElements(result)}</${operation}Result>`;
  return {
    status: 200,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
    body:
      `<${operation}Response xmlns="${NAMESPACES[service] ?? ''}">${inner}` +
      `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation}Response>`,
  };
}

export function jsonResponse(request: WireRequest, document: Readonly<Record<string, unknown>>): WireResponse {
  return {
    status: 200,
    headers: { 'content-type': jsonContentType(request), 'x-amzn-requestid': request.requestId },
    body: JSON.stringify(document),
  };
}

export function jsonContentType(request: Pick<WireRequest, 'protocol'>): string {
  return request.protocol === 'json-1.0' ? 'application/x-amz-json-1.0' : 'application/x-amz-json-1.1';
}
