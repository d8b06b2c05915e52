/** What an unlock found, did and proved, for a person or as JSON; read from the ledger, where all of it is kept. */
import { accountOf, type Outcome, type OutcomeKind, type Remediation } from '../domain/remediation.ts';
import { arnOf } from '../domain/resource.ts';
import type { Analysis } from '../domain/verdict.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { RecordedChange, RemediationRecord } from '../ledger/record.ts';
import type { Format } from './command.ts';
import { type Colors, colors } from './output.ts';
import { showPolicyDiff } from './show-diff.ts';

type Unlocked = {
  readonly remediation: Remediation;
  readonly outcome: Outcome;
  readonly ledger: Ledger;
  readonly format: Format;
};

export async function showUnlock({ remediation, outcome, ledger, format }: Unlocked): Promise<string> {
  const record = await ledger.find(accountOf(remediation), remediation.id);
  const policies = await policiesOf(record, ledger);
  if (format === 'json') return `${JSON.stringify({ outcome, policies, record: record ?? null }, null, 2)}\n`;

  const paint = colors(process.stdout);
  return [
    record?.resource == null ? '' : `${paint.bold(arnOf(record.resource))} (account ${record.account})\n`,
    showVerdict('found', record?.before, paint),
    showChange(record?.change, paint),
    policies === undefined ? '' : showPolicyDiff(policies.before, policies.after, paint),
    showVerdict('proof', record?.after, paint),
    line('outcome', paintOutcome(outcome, paint)),
    record?.change?.kind === 'policy' ? line('kept', `the replaced policy, as ${record.change.oldPolicySha256}`) : '',
    line('record', remediation.id),
  ].join('');
}

type Policies = { readonly before: string | null; readonly after: string | null };

async function policiesOf(record: RemediationRecord | undefined, ledger: Ledger): Promise<Policies | undefined> {
  if (record?.change?.kind !== 'policy') return undefined;
  const { oldPolicySha256, newPolicySha256 } = record.change;
  return {
    before: (await ledger.readPolicy(oldPolicySha256)) ?? null,
    after: newPolicySha256 === null ? null : ((await ledger.readPolicy(newPolicySha256)) ?? null),
  };
}

const line = (label: string, text: string): string => `${label.padEnd(8)} ${text}\n`;

function showVerdict(label: string, analysis: Analysis | null | undefined, paint: Colors): string {
  if (analysis == null) return '';
  const word = analysis.verdict.replaceAll('_', ' ');
  const painted = analysis.verdict === 'open' ? paint.green(word) : paint.red(word);
  return line(label, `${painted}: ${analysis.explanation}`);
}

const progressWords = { planned: 'would be done', intended: 'not done', written: 'done' } as const;

function showChange(change: RecordedChange | null | undefined, paint: Colors): string {
  if (change?.kind !== 'policy') return '';
  return line(
    'change',
    `${change.strategy} (${progressWords[change.progress]}): ${paint.bold(change.changes.join(' '))}`,
  );
}

const isGood: Readonly<Record<OutcomeKind, boolean>> = {
  healed: true,
  not_needed: true,
  observed: true,
  awaiting_human: false,
  refused: false,
  failed: false,
};

function paintOutcome({ kind, reason, explanation }: Outcome, paint: Colors): string {
  const words = `${kind.replaceAll('_', ' ')} (${reason})`;
  return isGood[kind] ? paint.green(words) : `${paint.yellow(words)}: ${explanation}`;
}
