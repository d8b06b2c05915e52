/**
 * `npm run demo [-- --keep]`: the whole product in half a minute, without an AWS account. Plays the story, prints what
 * happens as it happens, and ends with exit code 0 only if every case ended as it must.
 */
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import Table from 'cli-table3';
import picocolors from 'picocolors';
import type { RemediationRecord } from '../src/ledger/record.ts';
import { readKeptPolicy, watchLedger } from './ledger-watch.ts';
import { openPeople } from './people.ts';
import { type Played, type Scene, writeScenes } from './scenes.ts';
import { openStage, type Stage } from './stage.ts';
import { diffPolicies, openTimeline, secondsBetween, tellEnd, tellIntent } from './timeline.ts';

const patienceMs = 60_000;
/** Long enough for a wrong repair of a healthy policy to show itself. */
const quietMs = 3_000;

const print = (line: string): void => {
  console.log(line);
};
/** Counts from when all is ready. */
let timeline = openTimeline(print, Date.now());
const records = new Map<string, RemediationRecord>();

process.exitCode = (await playAll()) ? 0 : 1;

async function playAll(): Promise<boolean> {
  print(
    picocolors.dim('Starting the simulated organization and the daemon (mode: enforce), each a process of its own…'),
  );
  await using stage = await openStage(() => undefined);
  timeline = openTimeline(print, Date.now());
  print(`Ready: rootkeeper at ${stage.apiUrl}, AWS at ${stage.environment['AWS_ENDPOINT_URL'] ?? ''}`);

  const ending = new AbortController();
  const watching = watchLedger(stage.ledger, (record) => tell(stage, record), ending.signal);
  const people = openPeople(stage.environment);
  const endings = await playScenes(await scenesFor(stage, people));
  ending.abort();
  await watching;

  summarize(endings, stage);
  if (process.argv.includes('--keep')) await keepRunning(stage);
  return endings.every(({ isAsItMustBe }) => isAsItMustBe);
}

async function scenesFor(stage: Stage, people: ReturnType<typeof openPeople>): Promise<readonly Scene[]> {
  const members = (await people.activeAccounts()).filter(
    ({ Id }) => Id !== stage.environment['SIMULATED_MANAGEMENT_ACCOUNT_ID'],
  );
  const control = `${stage.environment['AWS_ENDPOINT_URL'] ?? ''}/_simulator`;
  const accept = async (handshake: string): Promise<string> => {
    const answer = await fetch(`${control}/invitations/${handshake}/accept`, { method: 'POST' });
    const { accountId } = (await answer.json()) as { accountId: string }; // as docs/simulator.md says
    return accountId;
  };
  const showRoot = async (account: string): Promise<string> => {
    const answer = await fetch(`${control}/accounts/${account}`);
    const { root } = (await answer.json()) as { root: unknown }; // as docs/simulator.md says
    return JSON.stringify(root);
  };
  return writeScenes(people, members.map(({ Id }) => Id).slice(1), { accept, showRoot });
}

/** A record appears with its intent, and changes with its outcome. Some end without an intent. */
async function tell(stage: Stage, record: RemediationRecord): Promise<void> {
  const isNew = !records.has(record.remediationId);
  records.set(record.remediationId, record);
  if (isNew) tellIntent(timeline, record, await diffOf(stage, record));
  if (record.state === 'ended') tellEnd(timeline, record);
}

async function diffOf({ ledger }: Stage, { change }: RemediationRecord): Promise<readonly string[]> {
  if (change?.kind !== 'policy') return [];
  const [before, after] = [change.oldPolicySha256, change.newPolicySha256];
  return diffPolicies(await readKeptPolicy(ledger, before), await readKeptPolicy(ledger, after));
}

type Ending = { readonly title: string; readonly ended: string; readonly seen: string; readonly isAsItMustBe: boolean };

async function playScenes(scenes: readonly Scene[]): Promise<readonly Ending[]> {
  const endings: Ending[] = [];
  for (const scene of scenes) {
    timeline.scene(scene.title);
    endings.push(await endOf(scene, await scene.play()));
  }
  return endings;
}

async function endOf(scene: Scene, played: Played): Promise<Ending> {
  if (scene.expected === 'untouched') await delay(quietMs);
  const record = scene.expected === 'untouched' ? recordOf(played) : await recordWhenEnded(played);
  const ended = record?.state === 'ended' ? record.outcome.kind : record === undefined ? 'untouched' : 'unfinished';
  const seen = await played.look().catch((error: unknown) => `NOT as it must be: ${String(error)}`);
  if (ended === 'untouched') timeline.entry('untouched', 'no root session, no change');
  const isAsItMustBe = ended === scene.expected && !seen.startsWith('NOT');
  return { title: scene.title, ended: `${ended}${timeToEnd(record)}`, seen, isAsItMustBe };
}

function timeToEnd(record: RemediationRecord | undefined): string {
  const { origin: { eventTime } = {} } = record ?? {};
  return record?.state === 'ended' && eventTime !== undefined ? `, ${secondsBetween(eventTime, record.endedAt)}` : '';
}

async function recordWhenEnded(played: Played): Promise<RemediationRecord | undefined> {
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    const record = recordOf(played);
    if (record?.state === 'ended') return record;
    await delay(50);
  }
  return recordOf(played);
}

function recordOf({ account, resource }: Played): RemediationRecord | undefined {
  return [...records.values()].find((record) => {
    if (record.account !== account) return false;
    if (resource === undefined) return record.resource === null;
    return (record.resource?.kind === 'bucket' ? record.resource.bucket : record.resource?.queue) === resource;
  });
}

function summarize(endings: readonly Ending[], stage: Stage): void {
  const table = new Table({
    head: ['', 'case', 'ended', 'seen from outside'],
    colWidths: [4, 56, 22, 36],
    wordWrap: true,
    style: { head: [], border: [] },
  });
  for (const { title, ended, seen, isAsItMustBe } of endings)
    table.push([isAsItMustBe ? picocolors.green('✓') : picocolors.red('✗'), title, ended, seen]);
  print(`\n${table.toString()}`);
  print(`\nEverything that was replaced, and why: ${stage.ledger}`);
  print(`The daemon's log: ${stage.log}`);
  print(`Metrics while it runs (npm run demo -- --keep): curl -s ${stage.apiUrl}/metrics | grep rootkeeper_`);
}

async function keepRunning(stage: Stage): Promise<void> {
  print('\nAll keeps running until Ctrl-C. To play along in another shell:');
  for (const [name, value] of Object.entries(stage.environment)) print(`  export ${name}='${value}'`);
  print(`  aws organizations list-accounts\n  curl -s ${stage.apiUrl}/metrics | grep rootkeeper_`);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
}
