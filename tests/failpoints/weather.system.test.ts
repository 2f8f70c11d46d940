import { afterEach, describe, expect, it } from 'vitest'
import { conclude } from './src/conclude.ts'
import { countFaults, runInWeather } from './src/run-weather.ts'
import { startWorld, type World } from './src/world.ts'

const seed = Number(process.env.FAILPOINT_SEED ?? 23)
const limitMs = 1_200_000

let world: World
afterEach(() => world?.end(), 60_000)

describe('in foul weather', () => {
  it(
    'when 200 connections are cut at a COMMIT, sent or not, then no answer is wrong and nothing is done twice',
    async () => {
      world = await startWorld({ seed, signal: AbortSignal.timeout(limitMs) })
      const over = ['order', 'payment', 'notification']
      const weather = { kind: 'cut', doors: ['postgres'], over, share: 0.08 } as const
      const injected = await runInWeather(world, { weather, orders: 300, seconds: 60 })
      const { settledMs, ...conclusion } = await conclude(world)
      console.log({ seed, settledMs, faults: countFaults(injected) })
      expect(injected.length).toBeGreaterThanOrEqual(200)
      expect(conclusion).toEqual({ violations: [], unrest: {} })
    },
    limitMs,
  )

  it(
    'when one in twenty calls of PostgreSQL, SNS and SQS fails, done or not, then all settle and every invariant holds',
    async () => {
      world = await startWorld({ seed: seed + 1, signal: AbortSignal.timeout(limitMs) })
      const weather = { kind: 'errors', doors: ['postgres', 'sns', 'sqs'], share: 0.05 } as const
      const injected = await runInWeather(world, { weather, orders: 200, seconds: 60 })
      const { settledMs, ...conclusion } = await conclude(world)
      console.log({ seed: seed + 1, settledMs, faults: countFaults(injected) })
      expect(new Set(injected.map(({ door }) => door)).size).toBe(weather.doors.length)
      expect(conclusion).toEqual({ violations: [], unrest: {} })
    },
    limitMs,
  )
})
