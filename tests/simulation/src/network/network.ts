import { NeighbourFault } from '@waybill/errors'
import type { Client } from '@waybill/http-client'
import type { Chance } from '../machine/chance.ts'
import type { Life } from '../machine/life.ts'
import type { Witness } from '../machine/reach.ts'
import type { VirtualClock } from '../time/virtual-clock.ts'
import type { Answer, Routes } from './routes.ts'

type Server = { life: Life; routes: Routes }
type Route = { operationId?: string; responses: object }
type Deps = { clock: VirtualClock; chance: Chance; witness: Witness }

/**
 * The ways between the services. A call takes its time, meets any replica that is alive, and may be refused, be lost on its
 * way, or have its answer lost: then it ends with its time limit, whatever it has done.
 */
export function createNetwork({ clock, chance, witness }: Deps) {
  const servers = new Map<string, Server[]>()
  const cutOffUntilMs = new Map<string, number>()

  function serverOf(service: string): Server | undefined {
    if ((cutOffUntilMs.get(service) ?? 0) > clock.nowMs()) return undefined
    const alive = servers.get(service)?.filter(({ life }) => life.isAlive()) ?? []
    servers.set(service, alive)
    return alive.length > 0 ? chance.oneOf(alive) : undefined
  }

  function exchange(service: string, route: Route, input: unknown, timeoutMs: number): Promise<Answer> {
    const server = serverOf(service)
    if (!server || chance.strikes(0.004)) return Promise.reject(noAnswer(service, 'connection'))
    const isRequestLost = chance.strikes(0.002)
    const isAnswerLost = chance.strikes(0.006)
    return new Promise((resolve, reject) => {
      const cancelLimit = clock.after(timeoutMs, () => {
        forget()
        reject(noAnswer(service, 'timeout'))
      })
      const forget = server.life.onKill(() => {
        cancelLimit()
        reject(noAnswer(service, 'connection'))
      })
      if (isRequestLost) return
      void server.routes.answer(route, input).then((answer) => {
        if (isAnswerLost) return
        cancelLimit()
        forget()
        resolve(answer)
      })
    })
  }

  return {
    listen(service: string, server: Server): void {
      servers.set(service, [...(servers.get(service) ?? []), server])
    },

    /** Nobody reaches the service for so long. */
    cutOff(service: string, ms: number): void {
      cutOffUntilMs.set(service, clock.nowMs() + ms)
    },

    /** As a client of @waybill/http-client that tries once: the contract's answers, or a NeighbourFault. */
    clientOf(life: Life, service: string, timeoutMs: number): Client {
      const call = async (route: Route, input: unknown) => {
        const name = `${service} ${route.operationId}`
        await life.pause(chance.latencyMs())
        try {
          const answer = read(service, route, await exchange(service, route, input, timeoutMs))
          witness(life.name, name, [input], answer)
          return answer
        } catch (error) {
          witness(life.name, name, [input], String(error))
          throw error
        } finally {
          await life.pause(chance.latencyMs())
        }
      }
      return call as unknown as Client
    },
  }
}

function read(neighbour: string, route: Route, { status, body, retryAfterSeconds }: Answer) {
  const isPassing = [408, 425, 429].includes(status) || status >= 500
  if (!isPassing && Object.hasOwn(route.responses, status)) return { status, body }
  const fault = isPassing ? 'passing' : 'permanent'
  const message = `${neighbour} answered ${status}`
  throw new NeighbourFault({ neighbour, kind: 'status', fault, status, message, retryAfterSeconds })
}

const noAnswer = (neighbour: string, kind: 'timeout' | 'connection') =>
  new NeighbourFault({ neighbour, kind, fault: 'passing', message: `${neighbour}: ${kind}` })
