import type { Contract } from '@waybill/contracts'
import { buildRequest } from '@waybill/http-client'
import type { Logger } from '@waybill/logger'
import { outgoingHeaders } from '@waybill/request-context'
import { passedBack } from '../domain/passed-headers.ts'
import { isPassable, type UpstreamAnswer, type UpstreamCall } from '../domain/upstream.ts'
import type { OpenStreams } from './open-streams.ts'

type Deps = {
  neighbour: string
  baseUrl: string
  /** Sent as `authorization: Bearer …`. Absent for calls that a shopper makes: what is not here cannot leak. */
  key?: string | undefined
  /** Until an answer begins, and of one that is no event stream until it ends. */
  timeoutMs: number
  /** How many calls may wait for an answer to begin. One more is not made: a neighbour that hangs must not take every place. */
  atOnce: number
  streams: OpenStreams
  logger: Logger
  random: () => number
}

export type Upstream = ReturnType<typeof createUpstream>

/**
 * Passes a call on to one neighbour, once, and its answer back as it comes. The address is made of the contract's path and
 * checked values. Never throws for what the neighbour does: no answer, a late one, a redirect and anything else that is not for
 * a browser are values.
 */
export function createUpstream(deps: Deps) {
  const { neighbour, baseUrl, key, timeoutMs, atOnce, streams, logger, random } = deps
  const credential: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` }

  let waiting = 0

  return async (route: Contract, call: UpstreamCall): Promise<UpstreamAnswer> => {
    if (waiting >= atOnce) return { kind: 'unreachable' }
    waiting += 1
    return ask(route, call).finally(() => {
      waiting -= 1
    })
  }

  async function ask(route: Contract, { method, body, gone, ...input }: UpstreamCall): Promise<UpstreamAnswer> {
    const { url, init } = buildRequest({
      baseUrl,
      route,
      input,
      headers: { ...outgoingHeaders(random), ...credential },
    })
    if (body !== undefined) init.headers.set('content-type', 'application/json')
    const limit = limitFor(timeoutMs, gone)
    try {
      const sent = { headers: init.headers, method, ...(body !== undefined && { body }) }
      const response = await fetch(url, { ...sent, redirect: 'manual', signal: limit.signal })
      return await passBack(response, limit.lift)
    } catch (error) {
      const kind = limit.passed() ?? 'unreachable'
      if (kind !== 'gone') logger.warn({ err: error, neighbour, kind }, 'a neighbour did not answer')
      return { kind }
    } finally {
      limit.letGo()
    }
  }

  async function passBack({ status, headers, body }: Response, liftLimit: () => void): Promise<UpstreamAnswer> {
    const contentType = headers.get('content-type')
    if (!isPassable(status, contentType)) {
      logger.warn({ neighbour, status, contentType }, 'an answer that is not passed on')
      await body?.cancel()
      return { kind: 'unusable' }
    }
    const passed = { kind: 'answer', status, headers: passedBack((name) => headers.get(name)) } as const
    if (body === null || !contentType?.startsWith('text/event-stream')) return { ...passed, body }
    if (streams.isFull()) {
      logger.warn({ neighbour }, 'no place for another event stream')
      await body.cancel()
      return { kind: 'full' }
    }
    liftLimit()
    return { ...passed, body: streams.pass(body) }
  }
}

/** Ends a call when it is late, or when who asked is gone before an answer has begun; afterwards its stream is cancelled. */
function limitFor(timeoutMs: number, gone: AbortSignal) {
  const ending = new AbortController()
  let passed: 'gone' | 'late' | undefined
  const end = (why: 'gone' | 'late') => {
    passed ??= why
    ending.abort()
  }
  const leave = () => end('gone')
  if (gone.aborted) leave()
  gone.addEventListener('abort', leave)
  const timer = setTimeout(end, timeoutMs, 'late').unref()
  return {
    signal: ending.signal,
    passed: () => passed,
    lift: () => clearTimeout(timer),
    letGo: () => gone.removeEventListener('abort', leave),
  }
}
