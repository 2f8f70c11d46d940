import { afterAll, beforeAll, beforeEach } from 'vitest'

type AnyWorld = { stop: () => Promise<unknown>; forget: () => Promise<unknown> }

/** Of a `describe` whose tests share a world: it runs beside those next to it. */
export const sideBySide = { concurrent: true }

/** Of a test in it. The time is for a machine that has much else to do. */
export const inTurn = { concurrent: false, timeout: 90_000 }

/** A world that is raised once for the tests of the `describe` around it and stopped after them; before each it forgets. */
export function useWorld<World extends AnyWorld>(raise: () => Promise<World>): World {
  const world: Partial<World> = {}
  beforeAll(async () => void Object.assign(world, await raise()), 60_000)
  beforeEach(() => world.forget?.())
  afterAll(() => world.stop?.(), 60_000)
  return world as World
}
