import type { Chance } from './chance.ts'
import type { Life } from './life.ts'

// biome-ignore lint/suspicious/noExplicitAny: any repository, whatever its methods take
type Repository = Record<string, (...args: any[]) => Promise<unknown>>

export type Witness = (life: string, call: string, args: readonly unknown[], result?: unknown) => void

type Deps = { life: Life; chance: Chance; witness: Witness }

const connectionLost = (when: string) => new Error(`the connection was lost ${when}`)

/**
 * A repository as one process reaches it: each call takes its time on the way there and back, where the process may be killed,
 * and the connection may be lost before the call or, with its outcome unknown, after. The call itself is atomic.
 */
export function createReach({ life, chance, witness }: Deps) {
  return <R extends object>(name: string, repository: R): R => {
    const reached = Object.entries(repository as Repository).map(([method, call]) => {
      const through: typeof call = async (...args) => {
        await life.pause(chance.latencyMs())
        if (chance.strikes(0.002)) throw connectionLost('before')
        const result = await call(...args)
        witness(life.name, `${name}.${method}`, args, result)
        await life.pause(chance.latencyMs())
        if (chance.strikes(0.002)) throw connectionLost('after')
        return result
      }
      return [method, through]
    })
    return Object.fromEntries(reached) as R
  }
}
