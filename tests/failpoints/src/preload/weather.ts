import { createHash } from 'node:crypto'
import { appendFileSync, readFileSync } from 'node:fs'
import { weatherFiles } from '../files.ts'
import { processOf } from '../processes.ts'
import type { Injected, Weather } from '../weather.ts'
import type { Call, Guard } from './call.ts'
import { errorAt, lostConnection } from './errors.ts'

type Deps = { folder: string; instance: string; next: Guard }

const lookEveryMs = 100
const longestWords = 120

/** A share of all calls fails: half of them are never sent, half are done and their answer is lost. The rest goes on to `next`. */
export function createWeather({ folder, instance, next }: Deps): Guard {
  const files = weatherFiles(folder)
  const look = atMostEvery(lookEveryMs, () => readWeather(files.weather))
  let drawn = 0

  const draw = (seed: number): number => {
    drawn += 1
    return createHash('sha256').update(`${seed} ${instance} ${drawn}`).digest().readUInt32BE() / 2 ** 32
  }

  function note({ door, words }: Pick<Call<unknown>, 'door' | 'words'>, when: Injected['when']): void {
    const row: Injected = {
      at: new Date().toISOString(),
      by: instance,
      door,
      when,
      words: words.slice(0, longestWords),
    }
    appendFileSync(files.log, `${JSON.stringify(row)}\n`)
  }

  return async <Result>(call: Call<Result>): Promise<Result> => {
    const weather = look()
    if (!weather || !isOver(weather, instance) || !concerns(weather, call)) return next(call)
    const number = draw(weather.seed)
    if (number >= weather.share) return next(call)
    const when = number < weather.share / 2 ? 'before' : 'after'
    note(call, when)
    if (when === 'after') await next(call)
    if (weather.kind === 'cut') call.cut?.()
    throw weather.kind === 'cut' ? lostConnection() : errorAt(call.door, when, number / weather.share)
  }
}

/** A COMMIT, or a statement that is a transaction by itself. What only looks for work is not what the client waits for. */
const isWrite = (words: string) =>
  /^(commit of|with|insert|update|delete)\b.*\b(insert into|update|delete from)\b/.test(words) &&
  !words.includes('skip locked')

const isOver = ({ over }: Weather, instance: string): boolean => !over || over.includes(processOf(instance))

const concerns = ({ doors, kind }: Weather, { door, words }: Pick<Call<unknown>, 'door' | 'words'>) =>
  doors.includes(door) && (kind !== 'cut' || isWrite(words))

function readWeather(file: string): Weather | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

function atMostEvery<T>(ms: number, read: () => T): () => T {
  let lookedAt = Number.NEGATIVE_INFINITY
  let last: T
  return () => {
    if (performance.now() - lookedAt >= ms) {
      last = read()
      lookedAt = performance.now()
    }
    return last
  }
}
