/**
 * Writes docs/configuration.md from the options themselves: `node scripts/configuration-doc.ts`. test/repository holds
 * it to that.
 */
import { writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { combinations } from '../src/config/combinations.ts';
import { effectiveSettings } from '../src/config/load.ts';
import { notYet } from '../src/config/not-yet.ts';
import { options, type Option } from '../src/config/options.ts';

export function configurationDocument(): string {
  return [head, sections(), lists, impossible(), missing(), everything()].join('\n');
}

/** Top-level options first, then a section for each group. */
function sections(): string {
  const top = options.filter(({ key, kind }) => kind === 'option' && !key.includes('.'));
  const groups = options.filter(({ key, kind }) => kind === 'group' && !key.includes('.'));
  return [
    `## Options\n\n${table(top)}`,
    ...groups.map((group) => `### ${group.key}\n\n${group.description}\n\n${table(below(group))}`),
  ].join('\n');
}

const below = ({ key }: Option): readonly Option[] =>
  options.filter((option) => option.kind === 'option' && option.key.startsWith(`${key}.`));

function table(rows: readonly Option[]): string {
  const lines = rows.map(
    ({ key, default: value, unit, expects, description }) =>
      `| \`${key}\` | \`${JSON.stringify(value)}\` | ${escaped(expects)}${unit === undefined ? '' : ` (${unit})`} | ${escaped(description)} |`,
  );
  return `| key | default | holds | meaning |\n|---|---|---|---|\n${lines.join('\n')}\n`;
}

const escaped = (text: string): string => text.replaceAll('|', '\\|');

function impossible(): string {
  const rows = combinations.map(
    ({ key, message, remedy }) => `| \`${key}\` | ${escaped(message)} | ${escaped(remedy)} |`,
  );
  return `## Refused combinations\n\nEach is fine by itself; together they cannot be meant.\n\n| key | refused when it | instead |\n|---|---|---|\n${rows.join('\n')}\n`;
}

function missing(): string {
  const rows = notYet.map(({ key, what, instead }) => `| \`${key}\` | ${what} | ${instead} |`);
  return `${missingHead}\n| key | missing | instead |\n|---|---|---|\n${rows.join('\n')}\n`;
}

function everything(): string {
  return `## Everything, with its default\n\n\`\`\`yaml\n${stringify(effectiveSettings({ settings: {} }), { lineWidth: 0 })}\`\`\`\n`;
}

const head = `# Configuration

One YAML 1.2 file: \`--config FILE\`, else the file named by \`ROOTKEEPER_CONFIG\`, else \`/etc/rootkeeper/config.yaml\`, else
the defaults. Environment variables override it: \`ROOTKEEPER_\`, then the key with words by one underscore and levels by
two (\`ROOTKEEPER_GUARDS__MAX_REMEDIATIONS_PER_HOUR=5\`), lists and groups as JSON
(\`ROOTKEEPER_ORGANIZATION__EXCLUDE_ACCOUNTS='["111122223333"]'\`). An empty variable counts as not set.

Unknown keys and variables are errors. \`rootkeeper config check\` names every mistake with its line and its fix,
\`rootkeeper config print\` shows what is in force and where it comes from, \`rootkeeper config schema\` prints the JSON Schema.
Secrets are never in the file but by the name of another file, or in the password of \`queue.url\`, which is masked
wherever it is shown. Endpoints and credentials of AWS come from the SDK's own variables and files.

This page is written by \`node scripts/configuration-doc.ts\`; a test fails when it is out of date.
`;

const lists = `### What is in the lists

- \`notices\`: \`{ kind: eventbridge, busName }\`, \`{ kind: sns, topicArn }\`, or
  \`{ kind: webhook, url, format: json | slack, secretFile }\`.
- \`api.auth.tokens\`: \`{ name, sha256, role: viewer | hook | operator }\`; \`api.auth.oidc\`: \`{ issuer, audience, roleClaim }\`;
  \`api.auth.hmac\`: \`{ name, secretFile }\`. \`api.tls\`: \`{ certFile, keyFile }\`.
`;

const missingHead = `## Not in this release

These options are known and their form is checked, but what they promise is not built yet. Since it would be dangerous
to ignore them, they are refused.
`;

if (import.meta.main) writeFileSync('docs/configuration.md', configurationDocument());
