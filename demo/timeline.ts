/** The readable timeline: what the ledger says of each remediation, printed as it gets there. */
import { structuredPatch } from 'diff';
import picocolors from 'picocolors';
import type { RemediationRecord } from '../src/ledger/record.ts';

export type Timeline = {
  /** Somebody does something. */
  readonly scene: (text: string) => void;
  /** Something that happened, with more lines below it. */
  readonly entry: (label: string, text: string, more?: readonly string[]) => void;
};

const labelWidth = 12;

export function openTimeline(print: (line: string) => void, startedAt: number): Timeline {
  const moment = (): string => `${((Date.now() - startedAt) / 1000).toFixed(2).padStart(6)} s`;
  return {
    scene: (text) => {
      print(`\n${picocolors.dim(moment())}  ${picocolors.bold(text)}`);
    },
    entry: (label, text, more = []) => {
      print(`${picocolors.dim(moment())}    ${picocolors.cyan(label.padEnd(labelWidth))}${text}`);
      for (const line of more) print(`${' '.repeat(12 + labelWidth)}${line}`);
    },
  };
}

/** Everything that is known before the change. */
export function tellIntent(timeline: Timeline, record: RemediationRecord, diff: readonly string[]): void {
  const { origin, before, sessions, change } = record;
  timeline.entry('event', `${origin.eventName ?? origin.source} by ${origin.actor ?? 'AWS'}`);
  if (before !== null) timeline.entry('verdict', picocolors.red(before.verdict), wrap(before.explanation));
  for (const { task, accessKeyId } of sessions)
    timeline.entry('session', `${task} in ${record.account} (${accessKeyId})`);
  if (change?.kind === 'policy') timeline.entry('repair', change.strategy, [...change.changes.flatMap(wrap), ...diff]);
  if (change?.kind === 'credentials') timeline.entry('repair', `delete ${credentialsIn(change.credentials)}`);
}

export function tellEnd(timeline: Timeline, record: RemediationRecord & { state: 'ended' }): void {
  const { after, outcome, origin, endedAt } = record;
  if (after !== null) timeline.entry('proof', picocolors.green(after.verdict), wrap(after.explanation));
  const took = origin.eventTime === undefined ? '' : `, ${secondsBetween(origin.eventTime, endedAt)} after the event`;
  const paint = outcome.kind === 'healed' || outcome.kind === 'not_needed' ? picocolors.green : picocolors.yellow;
  // A repair's explanation repeats its changes and its proof, which stand above.
  const more = after === null ? wrap(outcome.explanation) : [];
  timeline.entry(outcome.kind, paint(`${outcome.reason}${took}`), more);
}

/** CloudTrail's moments are whole seconds, so a difference is good to a second. */
export const secondsBetween = (from: string, to: string): string =>
  `${Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000).toFixed(1)} s`;

function credentialsIn(found: {
  readonly password: boolean;
  readonly accessKeys: readonly string[];
  readonly signingCertificates: readonly string[];
  readonly mfaDevices: readonly string[];
}): string {
  const counts = [
    [found.accessKeys.length, 'access key'],
    [found.signingCertificates.length, 'signing certificate'],
    [found.password ? 1 : 0, 'password'],
    [found.mfaDevices.length, 'MFA device'],
  ] as const;
  const named = counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}${count > 1 ? 's' : ''}`);
  return named.join(', ');
}

/** Both policies as a person would write them, line by line. */
export function diffPolicies(before: string, after: string): readonly string[] {
  const { hunks } = structuredPatch('', '', pretty(before), pretty(after), '', '', { context: 1 });
  return hunks.flatMap(({ lines }) => lines).map((line) => (paints[line.charAt(0)] ?? picocolors.dim)(line));
}

const paints: Readonly<Record<string, (text: string) => string>> = { '+': picocolors.green, '-': picocolors.red };

const pretty = (policy: string): string => (policy === '' ? '' : `${JSON.stringify(JSON.parse(policy), null, 2)}\n`);

/** At most 96 characters a line. */
function wrap(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length > 95) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
