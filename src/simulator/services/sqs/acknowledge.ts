/** What is done with a message that was received: deleted, or hidden for longer or shorter. */
import { answerEach, entriesOf } from './batch.ts';
import type { Document } from './form.ts';
import { parseReceiptHandle } from './queue/message.ts';
import { messagesOf } from './queue-state.ts';
import { type QueueCall, requiredText, wholeNumber } from './sqs-call.ts';
import { invalidValue, messageNotInflight, missingParameter, receiptHandleIsInvalid } from './sqs-faults.ts';

export function deleteMessage(call: QueueCall): Document {
  return deleteOne(call, call.input);
}

export function deleteMessageBatch(call: QueueCall): Document {
  return answerEach(entriesOf(call.input), (input) => deleteOne(call, input));
}

export function changeMessageVisibility(call: QueueCall): Document {
  return changeOne(call, call.input);
}

export function changeMessageVisibilityBatch(call: QueueCall): Document {
  return answerEach(entriesOf(call.input), (input) => changeOne(call, input));
}

function deleteOne({ world, queue }: QueueCall, input: Document): Document {
  const { id, receipt } = handleOf(input);
  messagesOf(world, queue).delete(id, receipt);
  return {};
}

function changeOne({ world, queue }: QueueCall, input: Document): Document {
  const { id, receipt } = handleOf(input);
  if (input['VisibilityTimeout'] === undefined) throw missingParameter('VisibilityTimeout');
  const seconds = wholeNumber(input, 'VisibilityTimeout', { min: 0, max: 43_200, absent: 0 });
  const outcome = messagesOf(world, queue).changeVisibility(id, receipt, seconds * 1000);
  switch (outcome) {
    case 'hidden':
      return {};
    case 'not-in-flight':
      throw messageNotInflight();
    case 'gone':
      throw invalidValue(
        'ReceiptHandle',
        requiredText(input, 'ReceiptHandle'),
        'Message does not exist or is not available for visibility timeout change.',
      );
    case 'too-long':
      throw invalidValue(
        'VisibilityTimeout',
        String(seconds),
        'Total VisibilityTimeout for the message is beyond the limit [43200 seconds]',
      );
  }
}

function handleOf(input: Document): { readonly id: string; readonly receipt: number } {
  const text = requiredText(input, 'ReceiptHandle');
  const handle = parseReceiptHandle(text);
  if (handle === null) throw receiptHandleIsInvalid(text);
  return handle;
}
