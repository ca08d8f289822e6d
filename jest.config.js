const project = (name, options = {}) => ({
  displayName: name,
  testEnvironment: 'node',
  rootDir: import.meta.dirname ?? process.cwd(),
  roots: [`<rootDir>/test/${name}`],
  setupFiles: ['<rootDir>/test/support/property-seed.js'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2023', keepClassNames: true },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  ...options,
});

// Unit: pure code, no process and no clock. Integration: real SQLite, ffmpeg, canvas. E2E: the built server.
export default {
  coverageProvider: 'v8',
  maxWorkers: 2,
  testTimeout: 30_000,
  reporters: ['default', '<rootDir>/test/support/count-reporter.js'],
  projects: [
    project('unit'),
    project('integration', { globalSetup: '<rootDir>/test/support/install-packs.js' }),
    project('e2e', { globalSetup: '<rootDir>/test/support/prepare-e2e.js' }),
  ],
};
