import type { CallInput, CallRoute } from '@waybill/contracts'
import { Unreachable, Unreadable } from '../format/failure.ts'
import type { CallAnswer } from './call-types.ts'
import { readAnswer } from './read-answer.ts'

type Values = Record<string, unknown>
type Input = { params?: Values; query?: Values; headers?: Values; body?: unknown }

/**
 * Calls one route of a contract. Returns the contract's answer below 400; throws a Problem for an error answer, Unreachable when
 * nobody answered within the time, Unreadable for an answer that is not the contract's, and the caller's own reason when
 * `signal` aborts. It never repeats a call.
 */
export function createRequest({ baseUrl, timeoutMs }: { baseUrl: string; timeoutMs: number }) {
  return async <R extends CallRoute>(route: R, input: CallInput<R>, signal?: AbortSignal): Promise<CallAnswer<R>> => {
    const limit = AbortSignal.timeout(timeoutMs)
    const { url, init } = buildRequest(baseUrl, route, input as Input)
    try {
      const response = await fetch(url, { ...init, signal: signal ? AbortSignal.any([signal, limit]) : limit })
      return (await readAnswer(response, route)) as CallAnswer<R>
    } catch (error) {
      if (signal?.aborted) throw signal.reason
      throw isNoAnswer(error) ? new Unreachable(error) : error
    }
  }
}

/** Calls the server that this page came from. */
export const request = createRequest({ baseUrl: '', timeoutMs: 15_000 })

// fetch rejects with a TypeError when there is no connection or it breaks, and with the limit's TimeoutError.
const isNoAnswer = (error: unknown) =>
  !(error instanceof Unreadable) && error instanceof Error && ['TypeError', 'TimeoutError'].includes(error.name)

function buildRequest(baseUrl: string, route: CallRoute, { params = {}, query, headers, body }: Input) {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const search = new URLSearchParams(present(query)).toString()
  const all = new Headers({ accept: 'application/json, application/problem+json' })
  for (const [name, value] of present(headers)) all.set(name, value)
  const init: RequestInit = { method: route.method.toUpperCase(), headers: all }
  if (body !== undefined) {
    all.set('content-type', 'application/json')
    init.body = JSON.stringify(body)
  }
  return { url: `${baseUrl}${path}${search && `?${search}`}`, init }
}

const present = (values: Values = {}): [name: string, value: string][] =>
  Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
