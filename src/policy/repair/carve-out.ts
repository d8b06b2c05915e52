/**
 * The default repair: the given Deny statements stop applying to the policy-management actions, for everybody or,
 * with break-glass principals, only for those. All else that they denied stays denied, and no Allow is touched.
 * What is written here is a proposal: `prove.ts` decides whether it may be used.
 */
import type { Service } from '../../domain/resource.ts';
import { carvedActions } from '../../domain/verdict.ts';
import { nameOf } from '../describe-statement.ts';
import { memberOf } from '../json/json-node.ts';
import { matchesAction } from '../match-action.ts';
import type { Policy, Statement } from '../statement.ts';
import { action, type Effort } from './action-names.ts';
import { exemptionEdits } from './break-glass.ts';
import { type Carved, carveActions, spelledAs } from './carve-actions.ts';
import { type Edit, edited } from './edit-text.ts';
import { betweenItems, layoutAt } from './layout.ts';
import { listed } from './listed.ts';
import { actionEdits, type Place } from './rewrite-actions.ts';
import { removalEdits, statementList } from './without-statements.ts';

export type Proposal = { readonly policyText: string | null; readonly changes: readonly string[] };

export type Task = {
  readonly place: Place;
  readonly service: Service;
  /** The actions that are given back. */
  readonly carved: readonly string[];
  /** To whom; empty: to everybody. */
  readonly breakGlass: readonly string[];
  readonly effort: Effort;
};

export function carveOut(task: Task, isChosen: (index: number) => boolean): Proposal {
  const { text, policy } = task.place;
  const changed = policy.statements.map((statement) =>
    isChosen(statement.index) ? carveStatement(task, statement) : untouched(task, statement),
  );
  const changes = [...changed.flatMap(({ sentence }) => sentence ?? []), ...withheld(task)];
  const removals = removalEdits(policy, (index) => changed[index]?.isRemoved === true);
  if (removals === undefined)
    return { policyText: null, changes: [...changes, 'No statement is left: the policy is removed.'] };
  const edits = [...changed.flatMap((change) => change.edits), ...removals];
  return { policyText: edited(text, { start: 0, end: text.length }, edits), changes };
}

type Change = { readonly edits: readonly Edit[]; readonly isRemoved?: true; readonly sentence?: string };

function carveStatement(task: Task, statement: Statement): Change {
  const touched = task.carved.filter((name) => matchesAction(statement.action, name));
  const rest = carveActions(statement.action, task.carved, task.service, task.effort);
  return task.breakGlass.length === 0
    ? carveForEverybody(task, statement, touched, rest)
    : carveForSome(task, statement, touched, rest);
}

function carveForEverybody(
  { place, service }: Task,
  statement: Statement,
  touched: readonly string[],
  rest: Carved,
): Change {
  const name = nameOf(statement);
  if (rest.left === 'nothing')
    return { edits: [], isRemoved: true, sentence: `${name} denied nothing but ${listed(touched)}: it is removed.` };
  const sentence = `${name} no longer denies ${listed(touched)}; whatever else it denied stays denied.`;
  return {
    edits: actionEdits(place, statement, rest.actions),
    sentence: rest.unknownNamesToo ? `${sentence} ${warningOfNewNames[service]}` : sentence,
  };
}

const warningOfNewNames: Readonly<Record<Service, string>> = {
  s3: 'It lists what it spares, so an action that AWS adds to S3 later may be denied as well.',
  sqs: 'It lists what it spares, so an action that AWS adds to SQS later may be denied as well.',
};

function carveForSome(task: Task, statement: Statement, touched: readonly string[], rest: Carved): Change {
  const { place, breakGlass, service } = task;
  const name = nameOf(statement);
  const who = listed(breakGlass);
  if (rest.left === 'nothing')
    return { edits: exemptionEdits(place, statement, breakGlass), sentence: `${name} no longer applies to ${who}.` };

  const sid = freeSid(place.policy, statement);
  const second = edited(place.text, statement.source, [
    ...actionEdits(place, statement, action(...spelledAs(statement.action, touched))),
    ...exemptionEdits(place, statement, breakGlass),
    ...sidEdits(statement, sid),
  ]);
  const where = sid === undefined ? 'a new statement after it' : `the new statement "${sid}"`;
  const sentence = `${name} no longer denies ${listed(touched)}: ${where} denies them to all but ${who}.`;
  return {
    edits: [...actionEdits(place, statement, rest.actions), ...insertionAfter(place, statement, second)],
    sentence: rest.unknownNamesToo ? `${sentence} ${warningOfNewNames[service]}` : sentence,
  };
}

function insertionAfter({ text, policy }: Place, statement: Statement, second: string): readonly Edit[] {
  const { start, end } = statement.source;
  const layout = layoutAt(text, policy.source, statement.source, statement.source.members.at(-1));
  const list = statementList(policy);
  if (list !== undefined)
    return [{ start: end, end, text: betweenItems(text, list.items, list.start, layout) + second }];
  const separator = layout.gap === '' ? ',' : ', ';
  return [
    { start, end: start, text: '[' },
    { start: end, end, text: `${separator}${second}]` },
  ];
}

/** A Sid occurs once in a policy. */
function freeSid(policy: Policy, statement: Statement): string | undefined {
  if (statement.sid === undefined) return undefined;
  const taken = new Set(policy.statements.map(({ sid }) => sid));
  const wished = `${statement.sid}ExceptBreakGlass`;
  for (let count = 1; ; count += 1) {
    const sid = count === 1 ? wished : `${wished}${count}`;
    if (!taken.has(sid)) return sid;
  }
}

function sidEdits(statement: Statement, sid: string | undefined): readonly Edit[] {
  const value = memberOf(statement.source, 'Sid')?.value;
  return value === undefined || sid === undefined
    ? []
    : [{ start: value.start, end: value.end, text: JSON.stringify(sid) }];
}

/** Others may name the same actions without shutting the account out: those who are denied them cannot use them anyway. */
function untouched({ service }: Task, statement: Statement): Change {
  const names = carvedActions[service].filter((name) => matchesAction(statement.action, name));
  if (statement.effect === 'Allow' || names.length === 0) return { edits: [] };
  return {
    edits: [],
    sentence: `${nameOf(statement)} denies ${listed(names)} too, but leaves a way in for the account: it stays as it is.`,
  };
}

/** Said at the end, since it is about the policy as a whole. */
function withheld({ service, carved }: Task): readonly string[] {
  const names = carvedActions[service].filter((name) => !carved.includes(name));
  return names.length === 0
    ? []
    : [`${listed(names)} stays as it was: the policy grants it to others than the account.`];
}
