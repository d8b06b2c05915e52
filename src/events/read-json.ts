/**
 * A message body as JSON, within bounds. JSON.parse itself survives any nesting, but what walks or prints the value
 * afterwards recurses, so the depth is measured on the text first.
 */
import { malformed, type ParsedEvent } from './parsed-event.ts';

/** The largest message that SQS carries (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html). */
const bodyLengthMax = 1024 * 1024;
/** Real events are some ten levels deep, a policy in them adds five. */
const depthMax = 64;

export function readJson(body: string): { readonly value: unknown } | { readonly refused: ParsedEvent } {
  if (body.length > bodyLengthMax)
    return { refused: malformed('too_large', `the body is longer than ${bodyLengthMax} characters`) };
  if (isDeeperThan(depthMax, body))
    return { refused: malformed('too_deep', `the body is nested deeper than ${depthMax} levels`) };
  try {
    return { value: JSON.parse(body) };
  } catch {
    // V8's message quotes the body, which must not reach the log.
    return { refused: malformed('not_json', 'the body is not JSON') };
  }
}

const [quote, backslash] = [0x22, 0x5c];
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d];

/** One pass over the text; brackets within strings do not count. */
function isDeeperThan(max: number, text: string): boolean {
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isInString) {
      if (code === backslash) at += 1;
      else if (code === quote) isInString = false;
    } else if (code === quote) isInString = true;
    else if (code === openBracket || code === openBrace) {
      depth += 1;
      if (depth > max) return true;
    } else if (code === closeBracket || code === closeBrace) depth -= 1;
  }
  return false;
}
