export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' } }],
  },
  // One endpoint for all test files. Each file takes a table and a bucket of its own there.
  globalSetup: './test/start-aws.mjs',
  globalTeardown: './test/stop-aws.mjs',
};
