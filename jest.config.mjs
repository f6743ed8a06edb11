// Tests use real parts (PostgreSQL, the engine, a browser); swc strips the types, ESM stays ESM.
const transform = {
  '^.+\\.(t|j)sx?$': [
    '@swc/jest',
    {
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', tsx: true },
        experimental: { keepImportAttributes: true },
        transform: { react: { runtime: 'automatic' } },
      },
      module: { type: 'es6' },
    },
  ],
}
const common = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform,
  transformIgnorePatterns: ['/node_modules/'],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/\\.data'],
}
const project = (displayName, folder, more = {}) => ({
  ...common,
  displayName,
  testMatch: [`<rootDir>/test/${folder}/**/*.test.ts`],
  ...more,
})

// One server per run, whichever of the two projects run.
const withPostgres = {
  globalSetup: '<rootDir>/test/support/postgres-once.ts',
  globalTeardown: '<rootDir>/test/support/postgres-end.ts',
}

export default {
  projects: [
    project('unit', 'unit'),
    project('engine', 'engine', { globalSetup: '<rootDir>/test/support/build-once.ts' }),
    project('platform', 'platform', withPostgres),
    project('browser', 'browser', withPostgres),
    // Kills by the dozen: minutes even on an idle machine, so asked for by name (`npm test -- soak`).
    project('soak', 'soak', withPostgres),
  ],
  testSequencer: '<rootDir>/test/support/long-first.mjs',
  // For two cores: many a test waits for a lease or a clock; a fourth worker would only make the others wait.
  maxWorkers: 3,
  testTimeout: 120_000,
}
