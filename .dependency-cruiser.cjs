/**
 * Which room may import what. Data flows one way: ingest, detect, decide, queue, remediate, record; this table is
 * that sentence, checked. A new arrow here is a decision about the design: argue for it in an ADR.
 */

/** room → the rooms of src/ it may import (besides itself), and the npm packages it may use. */
const rooms = {
  domain: { rooms: [], packages: [], node: [] },
  policy: { rooms: ['domain'], packages: [], node: [] },
  guards: { rooms: ['domain'], packages: [], node: [] },
  events: { rooms: ['domain'], packages: ['zod'], node: [] },
  config: { rooms: ['domain', 'guards'], packages: ['zod', 'yaml'] },
  observe: { rooms: ['domain'], packages: ['prom-client', 'pino'] },
  aws: { rooms: ['domain', 'observe'], packages: ['@aws-sdk/', '@smithy/'] },
  store: {
    rooms: ['domain', 'observe'],
    // bullmq: only its schema migrations and backend types; queues and workers are built in jobs/.
    packages: ['ioredis', 'pg', '@types/pg', '@electric-sql/', 'bullmq'],
  },
  ledger: { rooms: ['domain', 'aws', 'observe'], packages: ['@aws-sdk/client-s3', 'zod'] },
  remediate: { rooms: ['domain', 'policy', 'guards', 'aws', 'ledger', 'store', 'observe'], packages: [] },
  jobs: { rooms: ['domain', 'remediate', 'store', 'observe'], packages: ['bullmq', 'zod'] },
  ingest: {
    rooms: ['domain', 'events', 'policy', 'guards', 'store', 'jobs', 'observe'],
    packages: ['@aws-sdk/client-sqs'],
  },
  api: { rooms: ['domain', 'policy', 'jobs', 'ledger', 'store', 'observe', 'config'], packages: ['fastify', 'zod'] },
  simulator: {
    rooms: [],
    packages: ['fastify', 'fast-xml-parser', '@smithy/', '@aws-crypto/', 'commander'],
  },
};

const everything = Object.keys(rooms);
const pattern = (names) => names.map((name) => name.replaceAll('/', '\\/').replaceAll('.', '\\.')).join('|');

const roomRules = everything.flatMap((room) => {
  const { rooms: others, packages, node } = rooms[room];
  const allowed = [room, ...others].map((name) => `^src/${name}/`);
  const rules = [
    {
      name: `${room}-rooms`,
      severity: 'error',
      comment: `src/${room}/ may import ${others.length === 0 ? 'no other room' : others.join(', ')}: data flows one way (CONTRIBUTING.md).`,
      from: { path: `^src/${room}/` },
      to: { path: '^src/', pathNot: allowed },
    },
    {
      name: `${room}-packages`,
      severity: 'error',
      comment: `src/${room}/ may use ${packages.length === 0 ? 'no package' : packages.join(', ')}.`,
      from: { path: `^src/${room}/` },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'],
        ...(packages.length === 0 ? {} : { pathNot: `node_modules/(${pattern(packages)})` }),
      },
    },
  ];
  if (node !== undefined)
    rules.push({
      name: `${room}-pure`,
      severity: 'error',
      comment: `src/${room}/ is pure: no Node module, no clock, no I/O.`,
      from: { path: `^src/${room}/` },
      to: { dependencyTypes: ['core'] },
    });
  return rules;
});

module.exports = {
  forbidden: [
    ...roomRules,
    {
      name: 'no-circles',
      severity: 'error',
      comment: 'Two files that need each other are one file, or three.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'simulator-by-its-door',
      severity: 'error',
      comment: 'The command line starts the simulated organization by its own entry; its inside is a world of its own.',
      from: { path: '^src/(?!simulator/)' },
      to: { path: '^src/simulator/', pathNot: '^src/simulator/open-simulator\\.ts$' },
    },
    {
      name: 'no-production-code-from-tests',
      severity: 'error',
      comment: 'src/ never needs what is not shipped.',
      from: { path: '^src/' },
      to: { path: '^(test|bench|demo|scripts)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
