const { availableParallelism } = require('node:os');

/** Many tests wait for the sandbox more than they work: half as many again as there are cores keep all of them busy. */
module.exports = {
  testEnvironment: 'node',
  testTimeout: 30_000,
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
  // What test files leave behind in a worker slows it down; a new one is ready in a second.
  workerIdleMemoryLimit: '2500MB',
  roots: ['<rootDir>/test'],
  setupFiles: ['<rootDir>/test/fixed-seed.ts'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' } },
    ],
  },
};
