/**
 * `npm run bench [-- --quick] [-- --format json]`: the numbers that rootkeeper is held to, as ratios within one run.
 * What each row means and what it showed is in docs/performance.md.
 */
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { benchAnalyser } from './analyser.ts';
import { benchIngest } from './ingest.ts';
import { benchSmt } from './smt.ts';
import type { Section } from './row.ts';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    format: { type: 'string', default: 'text' },
    only: { type: 'string', default: '' },
  },
});

const benches = { analyser: benchAnalyser, smt: benchSmt, ingest: benchIngest };

const sections: Section[] = [];
for (const [name, bench] of Object.entries(benches)) {
  if (values.only !== '' && values.only !== name) continue;
  console.error(`measuring: ${name}…`);
  const section = await bench({ quick: values.quick });
  sections.push(section);
  if (values.format === 'text') console.log(render(section));
}
if (values.format === 'json') console.log(JSON.stringify({ node: process.version, sections }, null, 2));

function render({ title, rows }: Section): string {
  const table = new Table({ head: [title, 'measured', 'beside'], style: { head: [], border: [] } });
  table.push(...rows.map(({ what, measured, beside }) => [what, measured, beside]));
  return table.toString();
}
