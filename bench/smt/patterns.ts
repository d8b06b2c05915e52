/** What a text operator's value matches, as a regular expression. */
import { outside } from './outside.ts';
import { choice, many, sequence, type Term, text } from './terms.ts';

export function expressionOf(comparison: string, value: string): Term {
  switch (comparison) {
    case 'stringequals':
    case 'binaryequals':
      return text(value);
    case 'bool':
      return value === 'true' || value === 'false' ? text(value) : outside('a truth value that is none');
    case 'stringequalsignorecase':
      return sequence(...Array.from(value, eitherCase));
    case 'stringlike':
      return globOf(value, 're.allchar');
    case 'arnequals':
    case 'arnlike':
      return arnOf(value);
    default:
      return outside('an operator that does not go with the key');
  }
}

const eitherCase = (character: string): Term =>
  /[a-z]/iu.test(character) ? choice(text(character.toLowerCase()), text(character.toUpperCase())) : text(character);

function globOf(value: string, one: Term): Term {
  const parts = value.match(/[*?]|[^*?]+/gu) ?? [];
  return sequence(...parts.map((part) => (part === '*' ? many(one) : part === '?' ? one : text(part))));
}

/** Six parts: a wildcard in one of the first five does not reach over the next colon. */
function arnOf(value: string): Term {
  const parts = value.split(':');
  if (parts.length < 6) return outside('an ARN operator with something else than an ARN');
  const [head, tail] = [parts.slice(0, 5), parts.slice(5).join(':')];
  const notColon = '(re.diff re.allchar (str.to_re ":"))';
  return sequence(...head.flatMap((part) => [globOf(part, notColon), text(':')]), globOf(tail, 're.allchar'));
}
