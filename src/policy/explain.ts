/**
 * The verdict for a tired engineer: which statement, which words of it, who is shut out, and what would get in.
 * Never: decides anything; it only puts the judgement into words.
 */
import type { Requirement } from '../domain/verdict.ts';
import { describeStatement, listed, nameOf } from './describe-statement.ts';
import { whyNobodyPasses, whyTogether } from './explain-conditions.ts';
import type { Judgement } from './judge.ts';
import type { Subject } from './keys/world.ts';
import { matchesAction } from './match-action.ts';
import { matchesResource } from './match-resource.ts';
import type { Policy } from './statement.ts';

export type Explained = {
  readonly judgement: Judgement;
  readonly policy: Policy;
  readonly subject: Subject;
  readonly requires: readonly Requirement[];
};

export function explain(explained: Explained): string {
  const sentences = sentencesFor[explained.judgement.verdict](explained);
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

const sentencesFor: Record<Judgement['verdict'], (explained: Explained) => readonly string[]> = {
  locked_out: explainLockout,
  conditional: explainConditional,
  open: explainOpen,
  unknown: explainUnknown,
};

function explainLockout(explained: Explained): readonly string[] {
  const { judgement, subject, policy } = explained;
  const { causes } = judgement;
  const reasons = causes.flatMap(({ statement }) => whyNobodyPasses(statement, policy.version, subject));
  return [
    `Nobody in account ${subject.account} but root can change the policy of ${nameOfTarget(subject)}: ${listed(subject.actions, 'and')} are denied to every other principal, whatever the request.`,
    ...describeCauses(explained),
    ...new Set(reasons),
    whyTogether(causes.map(({ statement }) => statement)) ?? '',
    together(causes.length, 'no request gets past all of them'),
    queueDeletion(explained),
    'Root is needed to repair it.',
  ];
}

const together = (count: number, consequence: string): string =>
  count > 1 ? `Each of the ${count} leaves a way by itself, but ${consequence}.` : '';

function explainConditional(explained: Explained): readonly string[] {
  const { judgement, subject, requires } = explained;
  const { witness } = judgement.entry ?? {};
  const way = `\`${witness?.principal ?? ''}\` gets in by \`${witness?.action ?? ''}\` if ${requires.map(describeRequirement).join(' and ')}`;
  return [
    `Whether anybody in account ${subject.account} but root can change the policy of ${nameOfTarget(subject)} depends on facts outside of it: ${way}.`,
    ...describeCauses(explained),
    judgement.causes.some(({ statement }) => statement.principal.negated) ? notPrincipalNote : '',
    'If nothing like that exists, everybody is locked out, and root is needed.',
  ];
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html */
const notPrincipalNote =
  'NotPrincipal exempts somebody only when the account and, for a session, its role are listed as well, so the exemption may not hold.';

function explainOpen(explained: Explained): readonly string[] {
  const { judgement, subject, requires } = explained;
  const { denials, entry, actions } = judgement;
  if (denials.length === 0)
    return [
      `No Deny statement speaks of ${listed(subject.actions, 'or')} on ${nameOfTarget(subject)} and of principals of account ${subject.account}: its administrators can change the policy.`,
    ];
  const { witness } = entry ?? {};
  const made = requires.filter(({ kind }) => kind === 'creatable');
  return [
    `The policy of ${nameOfTarget(subject)} can be changed without root: \`${witness?.principal ?? ''}\` gets in by \`${witness?.action ?? ''}\`${requires.length > 0 ? ` if ${requires.map(describeRequirement).join(' and ')}` : ''}.`,
    made.length > 0
      ? `An administrator of the account can make it so${creation(made)}; no root session is needed.`
      : '',
    wayOut(actions, witness?.action),
  ];
}

const creation = (requires: readonly Requirement[]): string =>
  requires.some(({ key }) => key === 'aws:PrincipalArn' || key === 'aws:username')
    ? ', by creating that principal if it no longer exists'
    : '';

/** One action is denied to all and the other is not. */
function wayOut(actions: Judgement['actions'], open: string | undefined): string {
  const denied = Object.keys(actions).filter((action) => actions[action] === 'denied');
  if (denied.length === 0 || open === undefined) return '';
  const how = open === 's3:DeleteBucketPolicy' ? ': delete the policy, then put a right one in its place' : '';
  return `${listed(denied, 'and')} is denied to every principal, so \`${open}\` is the way out${how}.`;
}

function explainUnknown(explained: Explained): readonly string[] {
  const { judgement, subject } = explained;
  return [
    `It cannot be told whether anybody in account ${subject.account} but root can change the policy of ${nameOfTarget(subject)}: it hangs on ${judgement.doubts.join(', and on ')}.`,
    ...describeCauses(explained),
    'Nothing is done about it without a human.',
  ];
}

const causesShown = 5;

function describeCauses({ judgement: { causes }, subject }: Explained): readonly string[] {
  const shown = causes.slice(0, causesShown).map((cause) => describeStatement(cause, subject.account));
  const rest = causes.slice(causesShown).map(({ statement }) => nameOf(statement));
  return rest.length === 0 ? shown : [...shown, `${rest.length} more statements take part.`];
}

const describeRequirement = ({ key, operator, values }: Requirement): string =>
  `\`${key}\` ${operator} ${listed(values, 'or')}`;

function nameOfTarget({ service, arn }: Subject): string {
  return service === 's3' ? `bucket \`${arn.split(':::')[1] ?? arn}\`` : `queue \`${arn.split(':').at(-1) ?? arn}\``;
}

function queueDeletion({ policy, subject }: Explained): string {
  if (subject.service !== 'sqs') return '';
  const isDenied = policy.statements.some(
    ({ effect, action, resource }) =>
      effect === 'Deny' && matchesAction(action, 'sqs:DeleteQueue') && matchesResource(resource, subject.arn),
  );
  return isDenied ? '' : '`sqs:DeleteQueue` is not denied, but it would take the queue and its messages away.';
}
