/** Writes docs/metrics.md from the metrics themselves: `node scripts/metrics-doc.ts`. test/repository holds it to that. */
import { writeFileSync } from 'node:fs';
import { openMetrics } from '../src/observe/metrics.ts';

export async function metricsDocument(): Promise<string> {
  const { registry } = openMetrics({ version: '0', commit: '0', node: '0' });
  const ours = (await registry.getMetricsAsJSON()).filter(({ name }) => name.startsWith('rootkeeper_'));
  const rows = ours.map(({ name, type, help }) => {
    const metric: unknown = registry.getSingleMetric(name);
    return `| \`${name}\` | ${String(type)} | ${labelsOf(metric)} | ${help} |`;
  });
  return `${head}${rows.join('\n')}\n`;
}

/** prom-client keeps a metric's label names as a property that its types leave out. */
function labelsOf(metric: unknown): string {
  if (typeof metric !== 'object' || metric === null || !('labelNames' in metric) || !Array.isArray(metric.labelNames))
    return '';
  return metric.labelNames.map((label) => `\`${String(label)}\``).join(', ');
}

const head = `# Metrics

Served at \`GET /metrics\` in the Prometheus text format, beside Node's own (\`process_*\`, \`nodejs_*\`). Base units:
seconds, bytes, ratios. No account, bucket or queue name is ever a label: those are in the logs and the ledger, under
the remediation's id. This page is written by \`node scripts/metrics-doc.ts\`; a test fails when it is out of date.

\`rootkeeper_rate_limit_*\`, \`rootkeeper_accounts\` and \`rootkeeper_breaker_open\` have a name and no samples yet: what they
measure is not in this release. \`rootkeeper_approvals_pending\` and \`rootkeeper_paused\` stay 0 until then.

| metric | type | labels | meaning |
|---|---|---|---|
`;

if (import.meta.main) writeFileSync('docs/metrics.md', await metricsDocument());
