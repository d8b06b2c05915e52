/**
 * An `AwsFault` in the words of the call's protocol, as the SDKs and the CLI parse it.
 */
import type { AwsFault } from './aws-fault.ts';
import { jsonContentType } from './respond.ts';
import type { WireRequest, WireResponse } from './wire.ts';
import { xmlElements } from './xml.ts';

export function renderFault(request: WireRequest, fault: AwsFault): WireResponse {
  switch (request.protocol) {
    case 'rest-xml':
      return restXml(request, fault);
    case 'query':
      return queryXml(request, fault);
    case 'json-1.0':
    case 'json-1.1':
      return json(request, fault);
  }
}

function restXml(request: WireRequest, fault: AwsFault): WireResponse {
  const document = xmlElements({
    Code: fault.code,
    Message: fault.message,
    ...fault.extras.details,
    RequestId: request.requestId,
    HostId: 'simulator',
  });
  // A HEAD answer has no body; the SDK then takes the code from the status.
  const body = request.method === 'HEAD' || fault.status === 304 ? '' : document;
  return {
    status: fault.status,
    headers: {
      'content-type': 'application/xml',
      'x-amz-request-id': request.requestId,
      'x-amz-id-2': 'simulator',
      ...fault.extras.headers,
    },
    body: body === '' ? '' : `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${body}</Error>`,
  };
}

function queryXml(request: WireRequest, fault: AwsFault): WireResponse {
  const error = { Type: senderOrReceiver(fault), Code: fault.extras.queryCode ?? fault.code, Message: fault.message };
  return {
    status: fault.status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': request.requestId, ...fault.extras.headers },
    body: `<ErrorResponse>${xmlElements({ Error: { ...error, ...fault.extras.details }, RequestId: request.requestId })}</ErrorResponse>`,
  };
}

function json(request: WireRequest, fault: AwsFault): WireResponse {
  const { queryCode, headers, details } = fault.extras;
  return {
    status: fault.status,
    headers: {
      'content-type': jsonContentType(request),
      'x-amzn-requestid': request.requestId,
      'x-amzn-errortype': fault.code,
      ...(queryCode === undefined ? {} : { 'x-amzn-query-error': `${queryCode};${senderOrReceiver(fault)}` }),
      ...headers,
    },
    body: JSON.stringify({ __type: fault.code, message: fault.message, Message: fault.message, ...details }),
  };
}

function senderOrReceiver(fault: AwsFault): 'Sender' | 'Receiver' {
  return fault.status < 500 ? 'Sender' : 'Receiver';
}
