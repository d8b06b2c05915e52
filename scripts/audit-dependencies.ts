/**
 * What can be said about the production dependencies without a network: every version exact and locked with a hash,
 * licences we may ship, no install scripts but known ones, nothing deprecated, and a reason written down for each
 * direct one in docs/dependencies.md. `npm audit` (known vulnerabilities) is asked as well when a registry answers.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const licences = new Set([
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'PostgreSQL',
]);
/** msgpackr's optional native accelerator; the image is built with --ignore-scripts and does without. */
const knownInstallScripts = new Set(['msgpackr-extract']);

const packageFile = z.object({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
});
const lockFile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      integrity: z.string().optional(),
      license: z.string().optional(),
      deprecated: z.string().optional(),
      dev: z.boolean().optional(),
      optional: z.boolean().optional(),
      hasInstallScript: z.boolean().optional(),
    }),
  ),
});

const problems: string[] = [];
const { dependencies, devDependencies } = packageFile.parse(JSON.parse(readFileSync('package.json', 'utf8')));
const { packages } = lockFile.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));

const reasons = readFileSync('docs/dependencies.md', 'utf8');
for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
  if (!/^\d+\.\d+\.\d+(?:-[\w.]+)?$/u.test(version)) problems.push(`${name}: \`${version}\` is not an exact version`);
  if (!reasons.includes(`\`${name}\``)) problems.push(`${name}: docs/dependencies.md does not say why it is there`);
}

const production = Object.entries(packages).filter(([path, entry]) => path !== '' && entry.dev !== true);
for (const [path, entry] of production) {
  const name = path.replace(/^.*node_modules\//u, '');
  const licence = entry.license ?? licenceInstalled(path);
  if (entry.integrity === undefined) problems.push(`${name}: not locked with a hash`);
  if (entry.deprecated !== undefined) problems.push(`${name}: deprecated (${entry.deprecated})`);
  if (licence === undefined || !licences.has(licence))
    problems.push(`${name}: licence \`${licence ?? 'none'}\` is not on the list`);
  if (entry.hasInstallScript === true && !knownInstallScripts.has(name))
    problems.push(`${name}: runs a script when installed`);
}
console.log(
  `${String(production.length)} production packages, ${String(Object.keys(dependencies).length)} of them direct`,
);

askRegistry();
for (const problem of problems) console.error(`FAIL ${problem}`);
process.exitCode = problems.length === 0 ? 0 : 1;

function licenceInstalled(path: string): string | undefined {
  const file = join(path, 'package.json');
  if (!existsSync(file)) return undefined;
  const { license } = z.object({ license: z.string().optional() }).parse(JSON.parse(readFileSync(file, 'utf8')));
  return license;
}

/** Known vulnerabilities, where a registry says so; without an answer nothing is claimed. */
function askRegistry(): void {
  const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { encoding: 'utf8', timeout: 30_000 });
  const answer = z
    .object({ metadata: z.object({ vulnerabilities: z.object({ high: z.number(), critical: z.number() }) }) })
    .safeParse(parseOrUndefined(stdout));
  if (!answer.success) {
    console.log('known vulnerabilities: not checked, no registry answered');
    return;
  }
  const { high, critical } = answer.data.metadata.vulnerabilities;
  console.log(`known vulnerabilities: ${String(high)} high, ${String(critical)} critical`);
  if (high + critical > 0)
    problems.push('npm audit knows of high or critical vulnerabilities: run `npm audit --omit=dev`');
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
