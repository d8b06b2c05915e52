/**
 * A judgement as people read it: the verdict, why, the words of the policy that cause it, what gets in, and the repair.
 */
import type { Requirement, Verdict, Witness } from '../domain/verdict.ts';
import { type ParsedPolicy, parsePolicy } from '../policy/parse.ts';
import type { PolicyQuestion } from '../policy/question.ts';
import { nameOf } from '../policy/describe-statement.ts';
import type { Judgement } from './judge.ts';
import type { Colors } from './output.ts';
import { printable } from './printable.ts';
import { showDiff } from './show-diff.ts';
import { showSpan } from './show-policy.ts';

export function showJudgement(question: PolicyQuestion, judgement: Judgement, paint: Colors): string {
  const { analysis } = judgement;
  const text = question.policyText;
  const parsed = parsePolicy(text);
  const blocks = [
    `${headline(analysis.verdict, paint)}  ${question.resource} of account ${question.account}\n`,
    ...('policy' in parsed
      ? [`${printable(analysis.explanation)}\n`, showCauses(text, parsed, judgement, paint), showActions(judgement)]
      : ['This is not a policy that AWS would take.\n', showProblems(text, parsed, paint)]),
    showWitness(analysis.witness, analysis.requires),
    showRepair(text, judgement, paint),
  ];
  return blocks.filter((block) => block !== '').join('\n');
}

function headline(verdict: Verdict, paint: Colors): string {
  const words = verdict.replaceAll('_', ' ').toUpperCase();
  const colored = {
    locked_out: paint.red,
    invalid: paint.red,
    conditional: paint.yellow,
    unknown: paint.yellow,
    open: paint.green,
  };
  return paint.bold(colored[verdict](words));
}

function showCauses(
  text: string,
  { policy }: Extract<ParsedPolicy, { policy: unknown }>,
  { analysis }: Judgement,
  paint: Colors,
): string {
  return analysis.causes
    .flatMap(({ statement: index }) => policy.statements[index] ?? [])
    .map((statement) => `${printable(nameOf(statement))}:\n${showSpan(text, statement.source, paint)}`)
    .join('\n');
}

function showProblems(text: string, { problems }: Extract<ParsedPolicy, { problems: unknown }>, paint: Colors): string {
  return problems.map((problem) => `${printable(problem.sentence)}:\n${showSpan(text, problem, paint)}`).join('\n');
}

function showActions({ analysis }: Judgement): string {
  const actions = Object.entries(analysis.actions).map(([action, reach]) => `  ${action}: ${reach}\n`);
  return actions.length === 0 ? '' : `What would repair it, and can anybody but root do it?\n${actions.join('')}`;
}

function showWitness(witness: Witness | null, requires: readonly Requirement[]): string {
  if (witness === null) return '';
  const context = Object.entries(witness.context).map(
    ([key, value]) => `  with ${key} = ${[value].flat().join(', ')}\n`,
  );
  const needs = requires.map(({ kind, key, operator, values }) => {
    const what = kind === 'creatable' ? 'can be arranged' : 'must be so';
    return `  ${what}: ${key} ${operator} ${values.join(', ')}\n`;
  });
  return printable([`Gets in: ${witness.principal}, by ${witness.action}\n`, ...context, ...needs].join(''));
}

function showRepair(text: string, { repair, refused }: Judgement, paint: Colors): string {
  if (refused !== undefined) return `No repair is proposed: ${printable(refused)}\n`;
  if (repair === undefined) return '';
  const changes = repair.changes.map((change) => `  ${printable(change)}\n`).join('');
  const title = `${paint.bold('Proposed repair')} (${repair.strategy}):\n${changes}`;
  return repair.policyText === null ? title : `${title}\n${showDiff(text, repair.policyText, paint)}`;
}
