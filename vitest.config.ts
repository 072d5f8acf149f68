import { defineConfig } from 'vitest/config';

/** Unit tests stand beside the code; tests that cross a process or open a socket stand in test/ and take their turn. */
export default defineConfig({
  test: {
    pool: 'threads',
    maxWorkers: 2,
    // The contrast test reads the tokens; every other style sheet is empty to unit tests.
    css: { include: [/tokens\.css/] },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{shared,firmware-config,gateway,kiosk}/**/*.test.ts', 'test/architecture/**/*.test.ts'],
          isolate: false,
          // Real files with real fsync beside other stages on two cores.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'process',
          include: ['test/{contract,integration,crash,mall}/**/*.test.ts'],
          pool: 'forks',
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
