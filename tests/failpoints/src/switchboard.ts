import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { waitFor } from '@waybill/test-kit'
import type { Failpoint } from './failpoint.ts'
import { filesOf, type Met, type Plan, weatherFiles } from './files.ts'
import type { Injected, Weather } from './weather.ts'

export type Switchboard = ReturnType<typeof createSwitchboard>

type Deps = { folder: string; metWithinMs: number }

/** The driver's side of the folder: what the processes are to do, and what they did. */
export function createSwitchboard({ folder, metWithinMs }: Deps) {
  const weather = weatherFiles(folder)
  return {
    /** From now on the failpoint waits for the first call that comes to it. */
    arm(point: Failpoint, plan: Plan): void {
      const files = filesOf(folder, point)
      for (const file of Object.values(files)) rmSync(file, { force: true })
      writeFileSync(files.armed, JSON.stringify(plan))
    },

    /** The process that came to it. Rejects when none does in time: such a case proves nothing. */
    untilMet: (point: Failpoint): Promise<string> =>
      waitFor(() => (JSON.parse(readFileSync(filesOf(folder, point).met, 'utf8')) as Partial<Met>).by, {
        ...{ what: `a process to come to "${point.name}"`, timeoutMs: metWithinMs },
      }),

    isMet: (point: Failpoint): boolean => existsSync(filesOf(folder, point).met),

    /** Whether another call has gone through it since. */
    isPassed: (point: Failpoint): boolean => existsSync(filesOf(folder, point).passed),

    /** Lets the call that is held there go on; one that nobody came to is not armed any more. */
    release(point: Failpoint): void {
      const files = filesOf(folder, point)
      rmSync(files.armed, { force: true })
      writeFileSync(files.released, '')
    },

    setWeather: (faults: Weather): void => writeFileSync(weather.weather, JSON.stringify(faults)),
    clearWeather: (): void => rmSync(weather.weather, { force: true }),
    readInjected: (): Injected[] =>
      existsSync(weather.log)
        ? readFileSync(weather.log, 'utf8')
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line))
        : [],
  }
}
