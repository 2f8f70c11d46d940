import type { RouteConfig } from '@hono/zod-openapi'
import type { CallInput } from '@waybill/contracts'
import { outgoingHeaders } from '@waybill/request-context'
import type { CallPolicy } from '@waybill/resilience'
import { buildRequest } from './build-request.ts'
import type { CallAnswer } from './call-types.ts'
import { exchange } from './exchange.ts'
import { asNeighbourFault, noAnswer } from './neighbour-faults.ts'
import { readAnswer } from './read-answer.ts'

type ClientDeps = {
  neighbour: string
  baseUrl: string
  policy: CallPolicy
  /** Asked for each call: the service credential. */
  headers?: () => Record<string, string>
  maxAnswerBytes?: number
  random: () => number
  now: () => Date
}

export type Client = ReturnType<typeof createClient>

/**
 * A client of one neighbour: input and answer typed and checked by the contract of each route. Returns the contract's answers;
 * throws a NeighbourFault for everything else, and the caller's own reason when `caller` aborts. The request id and the trace of
 * the current context go along.
 */
export function createClient({ neighbour, baseUrl, policy, random, now, ...deps }: ClientDeps) {
  const { headers = () => ({}), maxAnswerBytes = 65_536 } = deps

  async function attempt(route: RouteConfig, request: ReturnType<typeof buildRequest>, signal: AbortSignal) {
    const raw = await exchange(request.url, { ...request.init, signal }, maxAnswerBytes).catch((error: unknown) => {
      throw noAnswer(neighbour, error)
    })
    return readAnswer(raw, { neighbour, route, now })
  }

  return async <R extends RouteConfig>(route: R, input: CallInput<R>, caller?: AbortSignal): Promise<CallAnswer<R>> => {
    const request = buildRequest({ baseUrl, route, input, headers: { ...outgoingHeaders(random), ...headers() } })
    try {
      return (await policy.execute((signal) => attempt(route, request, signal), caller)) as CallAnswer<R>
    } catch (error) {
      throw caller?.aborted && error === caller.reason ? error : asNeighbourFault(neighbour, error)
    }
  }
}
