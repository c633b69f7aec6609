const shared = {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@earshot/source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' }, sourceMaps: 'inline' },
    ],
  },
  modulePathIgnorePatterns: ['/dist/'],
};

/** The tests whose name ends in `.<tier>.test.ts`. */
const tier = (displayName) => ({
  ...shared,
  displayName,
  testMatch: [`<rootDir>/packages/*/test/**/*.${displayName}.test.ts`, `<rootDir>/test/**/*.${displayName}.test.ts`],
});

const fast = {
  ...shared,
  displayName: 'fast',
  testMatch: ['<rootDir>/packages/*/test/**/*.test.ts', '<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/test/elsewhere/', '\\.(slow|browser|ministack|localstack)\\.test\\.ts$'],
};

/**
 * Tiers by what they need: `fast` nothing, `slow` the built packages and processes of its own, `browser` Chromium,
 * `ministack` Python, `localstack` a Docker engine. `npm test` runs
 * those whose needs this machine meets, and names the others.
 */
export default {
  projects: [fast, tier('slow'), tier('browser'), tier('ministack'), tier('localstack')],
  /** Most slow tests wait for other processes, so there are as many workers as cores. */
  maxWorkers: '100%',
  testTimeout: 60_000,
  reporters: ['default', '<rootDir>/scripts/count-reporter.mjs', '<rootDir>/scripts/matrix-reporter.mjs'],
};
