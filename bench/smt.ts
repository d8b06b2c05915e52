/**
 * The analyser beside Z3, which is asked the same questions as formulas (`smt/`): do they say the same, and how long
 * does each take? The policies are those of the corpus that the formulas can express.
 */
import type { Verdict } from '../src/domain/verdict.ts';
import { analyze } from '../src/policy/analyze.ts';
import { readCorpus } from '../test/support/policy-corpus.ts';
import type { Row, Section } from './row.ts';
import { OutsideSubset } from './smt/outside.ts';
import { openSolver, type Solver } from './smt/solver.ts';

const limitMs = 5_000;

type Compared = { readonly id: string; readonly ours: Verdict; readonly theirs: Verdict } & Times;
type Times = { readonly oursUs: number; readonly theirsUs: number };
type Left = { readonly id: string; readonly outside: string };

export async function benchSmt({ quick }: { quick: boolean }): Promise<Section> {
  const starting = performance.now();
  await using solver = await openSolver(limitMs);
  const startMs = performance.now() - starting;
  const results: (Compared | Left)[] = [];
  for (const { id, question } of readCorpus()) results.push(await compare(id, question, { solver, quick }));
  const compared = results.filter((result) => 'ours' in result);
  const left = results.filter((result) => 'outside' in result);
  return {
    title: `Beside an SMT solver: Z3 on ${compared.length} of ${results.length} policies of the corpus`,
    rows: [verdictRow(compared), timeRow(compared), totalRow(compared, startMs), outsideRow(left)],
  };
}

type Means = { readonly solver: Solver; readonly quick: boolean };

/** Taking turns, so that a noisy machine is noisy for both. */
async function compare(
  id: string,
  question: Parameters<typeof analyze>[0],
  { solver, quick }: Means,
): Promise<Compared | Left> {
  const [ours, theirs]: [Timed[], Timed[]] = [[], []];
  try {
    for (let round = 0; round < (quick ? 1 : 3); round += 1) {
      theirs.push(await timed(() => solver.judge(question)));
      for (let run = 0; run < 9; run += 1) ours.push(await timed(() => analyze(question).verdict));
    }
  } catch (error) {
    if (error instanceof OutsideSubset) return { id, outside: error.message };
    throw error;
  }
  const last = { ours: ours.at(-1)?.verdict ?? 'unknown', theirs: theirs.at(-1)?.verdict ?? 'unknown' };
  return { id, ...last, oursUs: medianTime(ours), theirsUs: medianTime(theirs) };
}

type Timed = { readonly verdict: Verdict; readonly us: number };

async function timed(judge: () => Verdict | Promise<Verdict>): Promise<Timed> {
  const started = performance.now();
  const answer = judge();
  const verdict = typeof answer === 'string' ? answer : await answer;
  return { verdict, us: (performance.now() - started) * 1000 };
}

function verdictRow(compared: readonly Compared[]): Row {
  const unanswered = compared.filter(({ ours, theirs }) => theirs === 'unknown' && ours !== 'unknown');
  const different = compared.filter((each) => each.ours !== each.theirs && !unanswered.includes(each));
  const same = compared.length - unanswered.length - different.length;
  const list = different.map(({ id, ours, theirs }) => `${id}: ours ${ours}, Z3 ${theirs}`);
  return {
    what: 'same verdict',
    measured: `${same}/${compared.length - unanswered.length}`,
    beside: [
      ...(different.length === 0 ? ['no differences'] : list),
      `Z3 without an answer in ${limitMs / 1000} s: ${unanswered.map(({ id }) => id).join(', ') || 'none'}`,
    ].join('\n'),
    figures: { same, different: different.length, unanswered: unanswered.length },
  };
}

function timeRow(compared: readonly Compared[]): Row {
  const [ours, theirs] = [compared.map(({ oursUs }) => oursUs), compared.map(({ theirsUs }) => theirsUs)];
  const ratio = median(compared.map(({ oursUs, theirsUs }) => theirsUs / oursUs));
  return {
    what: 'median time of a verdict',
    measured: `${median(ours).toFixed(0)} µs`,
    beside: `Z3 ${(median(theirs) / 1000).toFixed(1)} ms; policy by policy Z3 takes × ${ratio.toFixed(0)} (median)`,
    figures: { oursMicroseconds: median(ours), z3Microseconds: median(theirs), ratio },
  };
}

function totalRow(compared: readonly Compared[], startMs: number): Row {
  const [ours, theirs] = [compared.map(({ oursUs }) => oursUs), compared.map(({ theirsUs }) => theirsUs)];
  const [oursMs, theirsMs] = [sum(ours) / 1000, sum(theirs) / 1000];
  return {
    what: 'all of them once; the slowest',
    measured: `${oursMs.toFixed(0)} ms; ${(Math.max(...ours) / 1000).toFixed(1)} ms`,
    beside: `Z3 ${(theirsMs / 1000).toFixed(1)} s; ${(Math.max(...theirs) / 1000).toFixed(0)} ms; started in ${startMs.toFixed(0)} ms`,
    figures: { oursMs, z3Ms: theirsMs, ratioOfTotals: theirsMs / oursMs, z3StartMs: startMs },
  };
}

function outsideRow(left: readonly Left[]): Row {
  const reasons = Map.groupBy(left, ({ outside }) => outside);
  return {
    what: 'not expressed as formulas',
    measured: String(left.length),
    beside: [...reasons].map(([reason, rows]) => `${rows.length} × ${reason}`).join('\n'),
    figures: { outside: left.length },
  };
}

const medianTime = (times: readonly Timed[]): number => median(times.map(({ us }) => us));
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
