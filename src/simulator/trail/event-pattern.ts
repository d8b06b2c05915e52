/**
 * EventBridge event patterns, matched against events: the operators that rules for CloudTrail events use.
 * After "Comparison operators for use in event patterns" in the EventBridge User Guide. Parsed once per rule.
 */
export type EventMatcher = (event: unknown) => boolean;

/** Throws a SyntaxError that says what is wrong when EventBridge would not take the pattern. */
export function compileEventPattern(text: string): EventMatcher {
  const pattern = parsePattern(text);
  check(pattern, '');
  return (event) => matchesObject(pattern, event);
}

type Document = Readonly<Record<string, unknown>>;
type Operator = {
  readonly takes: (operand: unknown) => boolean;
  readonly matches: (operand: unknown, value: unknown) => boolean;
};

function parsePattern(text: string): Document {
  let pattern: unknown;
  try {
    pattern = JSON.parse(text);
  } catch {
    // Told below: the parser's own words would quote the pattern.
  }
  if (!isObject(pattern)) throw new SyntaxError('Filter is not an object');
  return pattern;
}

function check(pattern: Document, at: string): void {
  for (const [name, expected] of Object.entries(pattern)) {
    const path = at === '' ? name : `${at}.${name}`;
    if (name === '$or') checkAlternatives(expected, at);
    else if (isObject(expected)) check(expected, path);
    else if (!isList(expected)) throw new SyntaxError(`"${path}" must be an object or an array`);
    else for (const value of expected) checkValue(value, path);
  }
}

function checkAlternatives(alternatives: unknown, at: string): void {
  if (!isList(alternatives)) throw new SyntaxError('"$or" must be an array');
  for (const alternative of alternatives) {
    if (!isObject(alternative)) throw new SyntaxError('"$or" must hold objects');
    check(alternative, at);
  }
}

function checkValue(value: unknown, path: string): void {
  if (isList(value)) throw new SyntaxError(`"${path}" must not hold an array`);
  if (!isObject(value)) return;
  for (const [name, operand] of Object.entries(value)) {
    const operator = OPERATORS.get(name);
    if (operator === undefined) throw new SyntaxError(`Unrecognized match type ${name}`);
    if (!operator.takes(operand)) throw new SyntaxError(`"${path}": ${name} does not take this value`);
  }
}

function matchesObject(pattern: Document, event: unknown): boolean {
  return Object.entries(pattern).every(([name, expected]) => {
    if (name === '$or')
      return isList(expected) && expected.some((part) => isObject(part) && matchesObject(part, event));
    const value = isObject(event) && Object.hasOwn(event, name) ? event[name] : undefined;
    return isList(expected) ? matchesField(expected, value) : isObject(expected) && matchesObject(expected, value);
  });
}

/** A list in the event matches when any of its values does. */
function matchesField(alternatives: readonly unknown[], value: unknown): boolean {
  const values = isList(value) ? value : [value];
  return alternatives.some((alternative) => values.some((candidate) => matchesValue(alternative, candidate)));
}

function matchesValue(expected: unknown, value: unknown): boolean {
  if (!isObject(expected)) return expected === value && value !== undefined;
  return Object.entries(expected).every(([name, operand]) => OPERATORS.get(name)?.matches(operand, value) === true);
}

const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  [
    'exists',
    {
      takes: (operand) => typeof operand === 'boolean',
      // Only leaves exist: an object in this place is no value.
      matches: (operand, value) => (value !== undefined && !isObject(value)) === operand,
    },
  ],
  ['prefix', onText((operand, value) => value.startsWith(operand))],
  ['suffix', onText((operand, value) => value.endsWith(operand))],
  ['equals-ignore-case', onText((operand, value) => value.toLowerCase() === operand.toLowerCase())],
  ['wildcard', onText((operand, value) => wildcard(operand).test(value))],
  [
    'anything-but',
    {
      takes: (operand) => isObject(operand) || isText(operand) || typeof operand === 'number' || isList(operand),
      matches: (operand, value) =>
        value !== undefined &&
        !(isList(operand) ? operand : [operand]).some((excluded) => matchesValue(excluded, value)),
    },
  ],
]);

function onText(matches: (operand: string, value: string) => boolean): Operator {
  return { takes: isText, matches: (operand, value) => isText(operand) && isText(value) && matches(operand, value) };
}

function wildcard(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isObject(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
