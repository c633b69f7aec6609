const outside = (own) => `^packages/(?!${own}/)`;
const allowOnly = (name, own, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: `^packages/${own}/src` },
  to: { path: outside(own), pathNot: allowed.map((path) => `^packages/${path}`) },
});

/** Which package may import what, as sentences; each rule is seen to fire in test/import-rules.test.ts. */
export default {
  forbidden: [
    {
      name: 'core-imports-nothing',
      comment: 'The core is pure: no other package, no SDK, no container, no node: module.',
      severity: 'error',
      from: { path: '^packages/core/src' },
      to: { pathNot: '^packages/core/src' },
    },
    allowOnly(
      'adapters-aws-knows-only-the-core',
      'adapters-aws',
      ['core/src/(index|conformance/index).ts'],
      'AWS adapters stand on the core by its door.',
    ),
    allowOnly(
      'adapters-local-knows-core-and-aws-adapters-by-their-doors',
      'adapters-local',
      ['core/src/((conformance/|memory/)?index).ts', 'adapters-aws/src/index.ts'],
      'Local adapters stand on the core, and on the AWS adapters for LocalStack.',
    ),
    allowOnly(
      'lambda-takes-only-engine-and-ids-of-the-local-adapters',
      'lambda',
      ['core/src/index.ts', 'adapters-aws/src/index.ts', 'adapters-local/src/(engine|ids).ts'],
      'A Lambda needs no SQLite and no file lake.',
    ),
    allowOnly(
      'infra-knows-the-lambda-config-the-table-the-lake-and-weights',
      'infra',
      ['core/src/(queries/)?index.ts', 'lambda/src', 'adapters-aws/src', 'adapters-local/src/engine.ts'],
      'The stack is typed by the runtime, and its table by the record; weights are checked by the engine that reads them.',
    ),
    {
      name: 'nobody-imports-the-console',
      comment: 'The console is the outermost package.',
      severity: 'error',
      from: { path: '^packages/(?!console/)' },
      to: { path: '^packages/console/' },
    },
    {
      name: 'inversify-in-modules-and-compose-only',
      comment: 'The container is known where things are bound, and nowhere else.',
      severity: 'error',
      from: { path: '^packages/[^/]+/src', pathNot: '(-module|/compose)\\.ts$' },
      to: { path: '(^|node_modules/)(inversify|reflect-metadata)' },
    },
    {
      name: 'no-cycles',
      comment: 'A cycle of imports cannot be read from one end.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-undeclared-packages',
      comment: 'What is imported is declared by the package that imports it.',
      severity: 'error',
      from: { path: '^packages/[^/]+/src' },
      to: { dependencyTypes: ['npm-no-pkg', 'unknown', 'npm-dev'], dependencyTypesNot: ['npm-peer'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/(dist|test)/' },
    combinedDependencies: false,
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@earshot/source', 'types', 'import', 'node', 'default'],
    },
    moduleSystems: ['es6'],
  },
};
