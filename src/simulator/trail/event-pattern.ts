/**
 * EventBridge event patterns, matched against events: the operators that rules for CloudTrail events use.
 * After "Event pattern syntax" in the EventBridge User Guide. Parsed once per rule.
 */
export type EventMatcher = (event: unknown) => boolean;

/** Throws a SyntaxError when the text is not JSON. A pattern that is no object matches nothing. */
export function compileEventPattern(text: string): EventMatcher {
  const pattern: unknown = JSON.parse(text);
  return isObject(pattern) ? (event) => matchesObject(pattern, event) : () => false;
}

type Document = Readonly<Record<string, unknown>>;

function matchesObject(pattern: Document, event: unknown): boolean {
  const fields: Document = isObject(event) ? event : {};
  return Object.entries(pattern).every(([name, expected]) => {
    if (name === '$or')
      return isList(expected) && expected.some((part) => isObject(part) && matchesObject(part, event));
    if (isList(expected)) return matchesField(expected, fields[name]);
    return isObject(expected) && matchesObject(expected, fields[name]);
  });
}

/** A list in the event matches when any of its values does. */
function matchesField(alternatives: readonly unknown[], value: unknown): boolean {
  const values = isList(value) ? value : [value];
  return alternatives.some((alternative) => values.some((candidate) => matchesValue(alternative, candidate)));
}

function matchesValue(expected: unknown, value: unknown): boolean {
  if (!isObject(expected)) return expected === value && value !== undefined;
  return Object.entries(expected).every(([operator, operand]) => OPERATORS[operator]?.(operand, value) === true);
}

const OPERATORS: Readonly<Record<string, (operand: unknown, value: unknown) => boolean>> = {
  exists: (operand, value) => (value !== undefined) === operand,
  prefix: (operand, value) => typeof value === 'string' && typeof operand === 'string' && value.startsWith(operand),
  suffix: (operand, value) => typeof value === 'string' && typeof operand === 'string' && value.endsWith(operand),
  'equals-ignore-case': (operand, value) =>
    typeof value === 'string' && typeof operand === 'string' && value.toLowerCase() === operand.toLowerCase(),
  'anything-but': (operand, value) =>
    value !== undefined && !(isList(operand) ? operand : [operand]).some((excluded) => matchesValue(excluded, value)),
};

function isObject(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
