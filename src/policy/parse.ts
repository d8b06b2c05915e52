/**
 * Policy text into statements, or every reason why AWS would not take it as a policy.
 * Flow: [parse] → analyse → explain; the repairs start from the same result.
 * Never: guesses a meaning; what AWS would turn down is a problem, what it takes is kept as it is.
 */
import { type JsonNode, type JsonObject, memberOf } from './json/json-node.ts';
import { parseJson } from './json/parse-json.ts';
import { parseStatement } from './parse-statement.ts';
import { type Problem, type Report, reportUnknown } from './problem.ts';
import type { Policy, Statement } from './statement.ts';

export type ParsedPolicy = { readonly policy: Policy } | { readonly problems: readonly Problem[] };

/** Fifty times what S3 stores; longer text is not looked at. */
const longestText = 1_000_000;
const problemsMax = 20;

export function parsePolicy(text: string): ParsedPolicy {
  if (text.length > longestText)
    return { problems: [{ start: 0, end: 0, sentence: `the text is longer than ${longestText} characters` }] };
  const json = parseJson(text);
  if ('problem' in json) return { problems: [{ ...json.problem, sentence: `not JSON: ${json.problem.sentence}` }] };

  const problems: Problem[] = [];
  const report: Report = ({ start, end }, sentence) => {
    if (problems.length < problemsMax) problems.push({ start, end, sentence });
  };
  const policy = readPolicy(json.node, report);
  return policy === undefined || problems.length > 0 ? { problems } : { policy };
}

const policyMembers = ['Version', 'Id', 'Statement'];

function readPolicy(node: JsonNode, report: Report): Policy | undefined {
  if (node.kind !== 'object') {
    report(node, 'a policy is a JSON object');
    return undefined;
  }
  reportUnknown(node, 'a policy', policyMembers, report);
  const version = readVersion(node, report);
  const statements = readStatements(node, report);
  return version === undefined ? undefined : { version, statements, source: node };
}

function readVersion(policy: JsonObject, report: Report): Policy['version'] | undefined {
  const member = memberOf(policy, 'Version');
  if (member === undefined) return '2008-10-17';
  const { value } = member;
  if (value.kind === 'string' && (value.value === '2008-10-17' || value.value === '2012-10-17')) return value.value;
  report(value, '`Version` is "2012-10-17" or "2008-10-17"');
  return undefined;
}

function readStatements(policy: JsonObject, report: Report): readonly Statement[] {
  const member = memberOf(policy, 'Statement');
  if (member === undefined) {
    report(policy, 'a policy has a `Statement`');
    return [];
  }
  const nodes = member.value.kind === 'array' ? member.value.items : [member.value];
  if (nodes.length === 0) report(member.value, '`Statement` is empty');
  return nodes.flatMap((node, index) => parseStatement(node, index, report) ?? []);
}
