import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const exclude = ['**/node_modules/**', '.waybill/**']
const limits = { testTimeout: 20_000, hookTimeout: 20_000, maxWorkers: '100%' }

/** Minutes each: `npm run test:long`, and commands of their own. */
export const onlyInLong = [
  'tests/failpoints/weather.system.test.ts',
  'tests/fault-matrix/**/*.system.test.ts',
  'tests/planted-bugs/*.system.test.ts',
  'tests/promises/*.system.test.ts',
  'tests/running/soak.system.test.ts',
  'tests/simulation/test/at-length.test.ts',
  'tests/system/failing-invoice.test.ts', // npm test has the same story as an operator lives it: operator.test.ts
  'tests/system/survives-kills.test.ts', // npm test has chaos, which kills more
]
/** What measures time, or loads the machine so that others would measure it: each file has the machine to itself. */
export const alone = [
  'tests/failpoints/weather.system.test.ts',
  'tests/{fault-matrix,planted-bugs,promises,running}/**/*.system.test.ts',
  'tests/system/quick.test.ts',
]
/** Two at a time: chaos needs one of two cores to itself, for what it has too little of it spends on restarts. */
const inPairs = [
  'tests/chaos/test/chaos.system.test.ts',
  'tests/failpoints/failpoints.system.test.ts',
  'tests/system/{operator,pages}.test.ts',
]
const notNow = process.env.WAYBILL_TESTS === 'long' ? [] : onlyInLong
const wholeSystem = { testTimeout: 60_000, hookTimeout: 60_000 }

/** What takes longest begins first, so that nothing waits for it alone. */
const others = ''
const longestFirst = ['chaos.system', 'failpoints.system', 'bad-input.system', others]
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => longestFirst.findIndex((name) => moduleId.includes(name))
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other))
  }
}

// Each project is a group of its own, and groups run one after the other: nothing runs beside what measures time.
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...limits,
          name: 'unit',
          include: ['**/test/**/*.test.ts'],
          exclude: [...exclude, ...notNow, '**/*.{integration,system}.test.ts', 'scripts/**', 'tests/system/**'],
          pool: 'threads',
          isolate: false, // no I/O and no state in modules: what one file has loaded serves the next
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...limits,
          name: 'workspace',
          include: ['scripts/test/**/*.test.ts', 'tests/architecture/**/*.test.ts', 'tests/planted-bugs/*.test.ts'],
          exclude: [...exclude, '**/*.system.test.ts'],
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
          isolate: false, // here too
          maxWorkers: 4, // they wait more than they compute
          maxConcurrency: 10, // tests that say so; each has up to ten connections to PostgreSQL
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          ...limits,
          ...wholeSystem,
          name: 'pairs',
          include: inPairs,
          exclude,
          maxWorkers: 2,
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          ...limits,
          ...wholeSystem,
          name: 'system',
          include: ['tests/system/**/*.test.ts', '**/*.system.test.ts'],
          exclude: [...exclude, ...alone, ...inPairs, ...notNow],
          maxWorkers: 3,
          sequence: { groupOrder: 4 },
        },
      },
      {
        test: {
          ...wholeSystem,
          name: 'alone',
          include: alone,
          exclude: [...exclude, ...notNow],
          maxWorkers: 1,
          sequence: { groupOrder: 5 },
        },
      },
    ],
  },
})
