import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { ListenFailed, openHttp } from '../../src/api/server.ts';
import type { Readiness } from '../../src/api/probes.ts';
import { openLog } from '../../src/observe/log.ts';
import { openMetrics } from '../../src/observe/metrics.ts';

const loopback = { host: '127.0.0.1', port: 0 };
const well: Readiness = { ready: true, reasons: [] };

function open(given: { ready?: () => Promise<Readiness>; live?: () => boolean; metricsListen?: typeof loopback } = {}) {
  return openHttp({
    listen: loopback,
    metricsListen: given.metricsListen ?? null,
    metrics: openMetrics({ version: '1.2.3', commit: 'abc', node: 'v24' }),
    health: { live: given.live ?? (() => true), ready: given.ready ?? (() => Promise.resolve(well)) },
    log: openLog('silent'),
  });
}

test('metrics are served in the Prometheus text format', async () => {
  await using http = await open();
  const response = await fetch(`${http.apiUrl}/metrics`);
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/u);
  assert.match(await response.text(), /^rootkeeper_build_info\{version="1\.2\.3",commit="abc",node="v24"\} 1$/mu);
});

test('health asks only whether the process is alive, readiness asks the parts', async () => {
  await using http = await open({ ready: () => Promise.resolve({ ready: false, reasons: ['the store is down'] }) });
  assert.equal((await fetch(`${http.apiUrl}/healthz`)).status, 200);
  const response = await fetch(`${http.apiUrl}/readyz`);
  assert.equal(response.status, 503);
  assert.match(response.headers.get('content-type') ?? '', /^application\/problem\+json/u);
  const problem = (await response.json()) as { status: number; reasons: string[] };
  assert.equal(problem.status, 503);
  assert.deepEqual(problem.reasons, ['the store is down']);
});

for (const [promise, ready, reason] of [
  [
    'a readiness check that hangs is an answer in time: not ready',
    () => new Promise<Readiness>(() => undefined),
    /within/u,
  ],
  ['a readiness check that fails is not ready, and says why', () => Promise.reject(new Error('no store')), /no store/u],
] as const)
  test(promise, async () => {
    await using http = await open({ ready });
    const response = await fetch(`${http.apiUrl}/readyz`);
    assert.equal(response.status, 503);
    assert.match(await response.text(), reason);
  });

test('a daemon that is ready says so, and one that must be restarted is not alive', async () => {
  await using http = await open({ live: () => false });
  assert.equal((await fetch(`${http.apiUrl}/readyz`)).status, 200);
  assert.equal((await fetch(`${http.apiUrl}/healthz`)).status, 503);
});

test('what does not exist is a problem document that names the path, without its query', async () => {
  await using http = await open();
  const response = await fetch(`${http.apiUrl}/v2/nothing?token=secret`, { method: 'POST' });
  assert.equal(response.status, 404);
  const problem = (await response.json()) as { detail: string };
  assert.equal(problem.detail, 'there is no `POST /v2/nothing`');
});

test('a body beyond the limit is refused as a problem document', async () => {
  await using http = await open();
  const response = await fetch(`${http.apiUrl}/v1/analyze`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ policy: 'x'.repeat(600 * 1024) }),
  });
  assert.equal(response.status, 413);
  assert.match(response.headers.get('content-type') ?? '', /^application\/problem\+json/u);
});

test('metrics and health have a listener of their own when asked', async () => {
  await using http = await open({ metricsListen: { host: '0.0.0.0', port: 0 } });
  assert.notEqual(http.metricsUrl, http.apiUrl);
  assert.equal((await fetch(`${http.metricsUrl}/metrics`)).status, 200);
  assert.equal((await fetch(`${http.metricsUrl}/readyz`)).status, 200);
});

test('the API does not listen beyond loopback while nobody has to authenticate', async () => {
  const metrics = openMetrics({ version: '1', commit: 'a', node: 'v24' });
  const health = { live: () => true, ready: () => Promise.resolve(well) };
  const listen = { host: '0.0.0.0', port: 0 };
  await assert.rejects(openHttp({ listen, metrics, health, log: openLog('silent') }), /loopback/u);
});

test('a port in use is named together with the option, and the first listener is closed again', async () => {
  await using first = await open();
  const port = Number(new URL(first.apiUrl).port);
  await assert.rejects(open({ metricsListen: { host: '127.0.0.1', port } }), (error) => {
    assert.ok(error instanceof ListenFailed);
    assert.match(error.message, new RegExp(`127\\.0\\.0\\.1:${port}.*EADDRINUSE`, 'u'));
    assert.match(error.remedy, /api\.metricsListen/u);
    return true;
  });
});

test('closing does not wait for connections that only stay open', async () => {
  const http = await open();
  const socket = connect(Number(new URL(http.apiUrl).port), '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
  await new Promise((resolve) => socket.once('data', resolve));
  await http[Symbol.asyncDispose]();
  await assert.rejects(fetch(`${http.apiUrl}/healthz`));
  socket.destroy();
});
