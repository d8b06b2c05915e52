import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { metricsDocument } from '../../scripts/metrics-doc.ts';

test('docs/metrics.md lists exactly the metrics there are (node scripts/metrics-doc.ts writes it)', async () => {
  assert.equal(readFileSync('docs/metrics.md', 'utf8'), await metricsDocument());
});

test('no metric is labelled with what would make a series for every account or resource', async () => {
  assert.doesNotMatch(await metricsDocument(), /`(?:account|bucket|queue_name|resource|arn)`/u);
});
