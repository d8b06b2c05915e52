/** What each protocol answers to an operation that it does not have. */
import { AwsFault } from '../wire/aws-fault.ts';
import type { WireRequest } from '../wire/wire.ts';

export function unknownOperation(request: WireRequest): AwsFault {
  switch (request.protocol) {
    case 'query': {
      const version = request.params['Version'];
      const suffix = typeof version === 'string' ? ` for version ${version}` : '';
      return new AwsFault('InvalidAction', 400, `Could not find operation ${request.operation}${suffix}`);
    }
    case 'json-1.0':
    case 'json-1.1':
      return new AwsFault('UnknownOperationException', 400, `The operation ${request.operation} is not known.`);
    case 'rest-xml':
      return new AwsFault(
        'NotImplemented',
        501,
        'A header or query you provided implies functionality that is not implemented.',
      );
  }
}
