/**
 * What SQS answers when it says no. JSON callers get the new code, and the old one of the query protocol in a header.
 */
import { AwsFault } from '../../wire/aws-fault.ts';

const OLD = 'AWS.SimpleQueueService.';

export function queueDoesNotExist(): AwsFault {
  return new AwsFault('QueueDoesNotExist', 400, 'The specified queue does not exist.', {
    queryCode: `${OLD}NonExistentQueue`,
  });
}

export function queueNameExists(message: string): AwsFault {
  return new AwsFault('QueueNameExists', 400, message, { queryCode: 'QueueAlreadyExists' });
}

export function missingParameter(name: string): AwsFault {
  return new AwsFault('MissingRequiredParameterException', 400, `The request must contain the parameter ${name}.`, {
    queryCode: 'MissingParameter',
  });
}

export function invalidParameter(message: string): AwsFault {
  return new AwsFault('InvalidParameterValueException', 400, message, { queryCode: 'InvalidParameterValue' });
}

export function invalidValue(parameter: string, value: string, reason: string): AwsFault {
  return invalidParameter(`Value ${value} for parameter ${parameter} is invalid. Reason: ${reason}`);
}

export function invalidAttributeValue(name: string): AwsFault {
  const message = `Invalid value for the parameter ${name}.`;
  return new AwsFault('InvalidAttributeValue', 400, message, { queryCode: 'InvalidAttributeValue' });
}

export function invalidAttributeName(name: string): AwsFault {
  const message = `Unknown Attribute ${name}.`;
  return new AwsFault('InvalidAttributeName', 400, message, { queryCode: 'InvalidAttributeName' });
}

export function overLimit(message: string): AwsFault {
  return new AwsFault('OverLimit', 403, message, { queryCode: 'OverLimit' });
}

export function receiptHandleIsInvalid(handle: string): AwsFault {
  const message = `The input receipt handle "${handle}" is not a valid receipt handle.`;
  return new AwsFault('ReceiptHandleIsInvalid', 404, message, { queryCode: 'ReceiptHandleIsInvalid' });
}

export function messageNotInflight(): AwsFault {
  const message = 'The message referred to is not in flight.';
  return new AwsFault('MessageNotInflight', 400, message, { queryCode: `${OLD}MessageNotInflight` });
}

export function invalidMessageContents(): AwsFault {
  const message = 'Invalid characters in the message.';
  return new AwsFault('InvalidMessageContents', 400, message, { queryCode: 'InvalidMessageContents' });
}

export function unsupportedOperation(message: string): AwsFault {
  return new AwsFault('UnsupportedOperation', 400, message, { queryCode: `${OLD}UnsupportedOperation` });
}

export function invalidBatch(
  code: 'EmptyBatchRequest' | 'TooManyEntriesInBatchRequest' | 'BatchEntryIdsNotDistinct' | 'InvalidBatchEntryId',
  message: string,
): AwsFault {
  return new AwsFault(code, 400, message, { queryCode: `${OLD}${code}` });
}

export function batchRequestTooLong(): AwsFault {
  const message = 'Batch requests cannot be longer than 1048576 bytes.';
  return new AwsFault('BatchRequestTooLong', 400, message, { queryCode: `${OLD}BatchRequestTooLong` });
}

/** The words for a caller of another account: some actions are never granted across accounts. */
export function accessDenied(resource: string): AwsFault {
  const message = `Access to the resource ${resource} is denied.`;
  return new AwsFault('AccessDeniedException', 403, message, { queryCode: 'AccessDenied' });
}
