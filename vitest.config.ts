import { defineConfig } from 'vitest/config'

const exclude = ['**/node_modules/**', '.waybill/**']
const limits = { testTimeout: 20_000, hookTimeout: 20_000, maxWorkers: '100%' }

/** Minutes each, and alone on the machine: `npm run test:long`, and commands of their own. */
export const onlyInLong = [
  'tests/chaos/test/chaos.system.test.ts',
  'tests/running/*.system.test.ts',
  'tests/promises/*.system.test.ts',
  'tests/system/failing-invoice.test.ts', // npm test has the same story as an operator lives it: operator.test.ts
]
const isLong = process.env.WAYBILL_TESTS === 'long'

// Each project is a group of its own and groups run one after the other: nothing runs beside the system tests, which
// measure time.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...limits,
          name: 'unit',
          include: ['**/test/**/*.test.ts'],
          exclude: [...exclude, '**/*.{integration,system}.test.ts', 'scripts/**', 'tests/system/**'],
          pool: 'threads',
          isolate: false, // no I/O and no state in modules: what one file has loaded serves the next
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...limits,
          name: 'workspace',
          include: ['scripts/test/**/*.test.ts', 'tests/architecture/**/*.test.ts'],
          exclude,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...limits,
          name: 'integration',
          include: ['**/*.integration.test.ts'],
          exclude: [...exclude, 'tests/system/**'],
          globalSetup: 'tests/setup/integration.ts',
          maxConcurrency: 10, // tests that say so; each has up to ten connections to PostgreSQL
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          ...limits,
          name: 'system',
          include: ['tests/system/**/*.test.ts', '**/*.system.test.ts'],
          exclude: isLong ? exclude : [...exclude, ...onlyInLong],
          maxWorkers: 1,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
})
