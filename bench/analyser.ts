/** How long the analyser takes: everyday policies, the largest, the nastiest, and how it grows. */
import { analyze } from '../src/policy/analyze.ts';
import type { PolicyQuestion } from '../src/policy/question.ts';
import { medianMicroseconds } from './median-time.ts';
import { adversarial, ofStatements, ofValues, typical, worst } from './policies.ts';
import type { Row, Section } from './row.ts';

export async function benchAnalyser({ quick }: { quick: boolean }): Promise<Section> {
  const seconds = quick ? 0.2 : 1.5;
  const rows: Row[] = [];
  for (const [name, question] of Object.entries(typical)) {
    const { row, microseconds } = await measure(`typical: ${name}`, question, seconds);
    const parse = await medianMicroseconds(() => JSON.parse(question.policyText) as unknown, seconds / 4);
    rows.push({ ...row, beside: `goal 20 µs; JSON.parse alone ${inMicroseconds(parse)}`, figures: { microseconds } });
  }
  rows.push(await beside('worst 20 KB policy', worst, 'goal 5 ms', seconds));
  rows.push(await beside('adversarial 20 KB policy', adversarial, 'goal 50 ms', seconds));
  rows.push(await growth('statements', ofStatements, [1, 10, 100], seconds));
  rows.push(await growth('values in one condition', ofValues, [10, 100, 1000], seconds));
  return { title: 'Analyser (median)', rows };
}

async function measure(what: string, question: PolicyQuestion, seconds: number) {
  const { verdict } = analyze(question);
  const microseconds = await medianMicroseconds(() => analyze(question), seconds);
  return { row: { what: `${what} → ${verdict}`, measured: inMicroseconds(microseconds) }, microseconds };
}

async function beside(what: string, question: PolicyQuestion, goal: string, seconds: number): Promise<Row> {
  const { row, microseconds } = await measure(what, question, seconds);
  return { ...row, beside: goal, figures: { microseconds } };
}

/** Times ten in size: what does it cost? n·log n would be about 12. */
async function growth(
  what: string,
  make: (count: number) => PolicyQuestion,
  counts: readonly number[],
  seconds: number,
): Promise<Row> {
  const times: number[] = [];
  for (const count of counts) times.push((await measure('', make(count), seconds)).microseconds);
  const factors = times.slice(1).map((time, index) => time / (times[index] ?? time));
  return {
    what: `growth: ${counts.join(', ')} ${what}`,
    measured: times.map(inMicroseconds).join(', '),
    beside: `times 10 costs ${factors.map((factor) => `× ${factor.toFixed(1)}`).join(', ')}; n·log n: × 12`,
    figures: Object.fromEntries(counts.map((count, index) => [`microsecondsAt${count}`, times[index] ?? 0])),
  };
}

const inMicroseconds = (microseconds: number): string =>
  microseconds < 1000 ? `${microseconds.toFixed(1)} µs` : `${(microseconds / 1000).toFixed(2)} ms`;
