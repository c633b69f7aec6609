/** Two tiers: `fast` (unit and conformance, under a minute) and `slow` (processes, browsers, servers). */
const shared = {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@earshot/source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' }, sourceMaps: 'inline' }],
  },
  modulePathIgnorePatterns: ['/dist/'],
};

export default {
  projects: [
    { ...shared, displayName: 'fast', testMatch: ['<rootDir>/packages/*/test/**/*.test.ts', '<rootDir>/test/**/*.test.ts'], testPathIgnorePatterns: ['\\.slow\\.test\\.ts$'] },
    { ...shared, displayName: 'slow', testMatch: ['<rootDir>/packages/*/test/**/*.slow.test.ts', '<rootDir>/test/**/*.slow.test.ts'] },
  ],
};
