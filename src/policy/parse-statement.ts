/**
 * One statement's elements out of its JSON. Single values become lists, and the two ways of writing an element
 * (`Action`, `NotAction`) become one field.
 */
import { type JsonMember, type JsonNode, type JsonObject, memberOf } from './json/json-node.ts';
import { type Report, reportRepeated, reportUnknown } from './problem.ts';
import {
  type Condition,
  type PatternElement,
  principalKinds,
  type PrincipalElement,
  type Statement,
} from './statement.ts';

const statementMembers = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

export function parseStatement(node: JsonNode, index: number, report: Report): Statement | undefined {
  if (node.kind !== 'object') {
    report(node, `statement ${index} is not a JSON object`);
    return undefined;
  }
  reportUnknown(node, `statement ${index}`, statementMembers, report);
  const effect = readEffect(node, index, report);
  const principal = readEither(node, 'Principal', index, report);
  const action = readEither(node, 'Action', index, report);
  const resource = readEither(node, 'Resource', index, report);
  if (effect === undefined || !principal || !action || !resource) return undefined;
  return {
    index,
    sid: readSid(node, report),
    effect,
    principal: readPrincipal(principal, report),
    action: readPatterns(action, report),
    resource: readPatterns(resource, report),
    conditions: readConditions(node, index, report),
    source: node,
  };
}

function readEffect(statement: JsonObject, index: number, report: Report): Statement['effect'] | undefined {
  const value = memberOf(statement, 'Effect')?.value;
  // Upper and lower case matter: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_effect.html
  if (value?.kind === 'string' && (value.value === 'Allow' || value.value === 'Deny')) return value.value;
  report(value ?? statement, `\`Effect\` of statement ${index} is neither "Allow" nor "Deny"`);
  return undefined;
}

function readSid(statement: JsonObject, report: Report): string | undefined {
  const value = memberOf(statement, 'Sid')?.value;
  if (value === undefined || value.kind === 'string') return value?.value;
  report(value, '`Sid` is a string');
  return undefined;
}

/** The element or its Not form: exactly one must be there. */
function readEither(statement: JsonObject, name: string, index: number, report: Report): JsonMember | undefined {
  const plain = memberOf(statement, name);
  const negated = memberOf(statement, `Not${name}`);
  if (plain !== undefined && negated !== undefined)
    report(negated, `statement ${index} has both \`${name}\` and \`Not${name}\``);
  else if (plain === undefined && negated === undefined)
    report(statement, `statement ${index} has neither \`${name}\` nor \`Not${name}\``);
  return plain ?? negated;
}

const isNegated = (member: JsonMember): boolean => member.name.startsWith('Not');

function readPatterns(member: JsonMember, report: Report): PatternElement {
  return { negated: isNegated(member), patterns: readStrings(member.value, `\`${member.name}\``, report) };
}

function readPrincipal(member: JsonMember, report: Report): PrincipalElement {
  const negated = isNegated(member);
  const { value } = member;
  if (value.kind === 'string' && value.value === '*') return { negated, entries: [{ kind: 'AWS', value: '*' }] };
  if (value.kind !== 'object') {
    report(value, `\`${member.name}\` is "*" or an object such as {"AWS": "arn:…"}`);
    return { negated, entries: [] };
  }
  reportUnknown(value, `\`${member.name}\``, principalKinds, report);
  const entries = principalKinds.flatMap((kind) => {
    const list = memberOf(value, kind);
    if (list === undefined) return [];
    return readStrings(list.value, `\`${kind}\` principals`, report).map((text) => ({ kind, value: text }));
  });
  return { negated, entries };
}

function readConditions(statement: JsonObject, index: number, report: Report): readonly Condition[] {
  const block = memberOf(statement, 'Condition')?.value;
  if (block === undefined) return [];
  if (block.kind !== 'object') {
    report(block, `\`Condition\` of statement ${index} is not an object`);
    return [];
  }
  reportRepeated(block, `the conditions of statement ${index}`, report);
  return block.members.flatMap(({ name: operator, value: keys }) => {
    if (keys.kind !== 'object') {
      report(keys, `\`${operator}\` in statement ${index} is not an object of condition keys`);
      return [];
    }
    reportRepeated(keys, `\`${operator}\` of statement ${index}`, report);
    return keys.members.map((key) => readCondition(operator, key, report));
  });
}

function readCondition(operator: string, key: JsonMember, report: Report): Condition {
  return { operator, key: key.name, values: readStrings(key.value, `values of \`${key.name}\``, report) };
}

/** AWS takes booleans and numbers without quotes as well, and compares their text. */
function readStrings(node: JsonNode, what: string, report: Report): readonly string[] {
  const nodes = node.kind === 'array' ? node.items : [node];
  return nodes.flatMap((item) => {
    if (item.kind === 'string') return item.value;
    if (item.kind === 'scalar' && item.value !== null) return String(item.value);
    report(item, `${what}: a string is expected`);
    return [];
  });
}
