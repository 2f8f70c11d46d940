import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { ordersApi } from '@waybill/contracts'
import { createLogger } from '@waybill/logger'
import { waitFor } from '@waybill/test-kit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createOpenStreams } from '../src/gateways/open-streams.ts'
import { createUpstream } from '../src/gateways/upstream.ts'
import { orderPath, startWeb, userId, type Web } from './support/start-web.ts'

/** For so long a server that stops would wait for an answer under way. */
const graceMs = 10_000

let web: Web
let streams: ServerResponse[]
beforeEach(async () => {
  web = await startWeb({ UPSTREAM_TIMEOUT_MS: '1000' })
  streams = []
  web.neighbours.order.answer = (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' }).write(': hello\n\n')
    streams.push(response)
  }
})
afterEach(() => web.stop())

/** A browser that follows an order: what it has heard, and whether its stream has ended well. */
async function follow(headers: Record<string, string> = {}) {
  const leaving = new AbortController()
  const response = await fetch(`${web.url}${orderPath}/events`, { headers, signal: leaving.signal })
  const browser = {
    response,
    heard: '',
    ending: undefined as 'ended' | 'broken' | undefined,
    leave: () => leaving.abort(),
  }
  void listen(response, browser)
  await waitFor(() => browser.heard.includes('hello'), { what: 'the stream to begin' })
  return browser
}

async function listen(response: Response, browser: { heard: string; ending: string | undefined }): Promise<void> {
  try {
    for await (const chunk of response.body ?? []) browser.heard += Buffer.from(chunk).toString()
    browser.ending = 'ended'
  } catch {
    browser.ending = 'broken'
  }
}

describe('an event stream', () => {
  it('when order says something, the browser hears it at once, one by one, and beyond the time limit of other calls', async () => {
    const browser = await follow({ 'last-event-id': '3' })
    expect(browser.response.headers.get('content-type')).toBe('text/event-stream')
    expect(browser.response.headers.get('cache-control')).toBe('no-cache')
    expect(web.neighbours.order.seen[0]?.headers['last-event-id']).toBe('3')
    const startedMs = performance.now()
    for (let version = 4; performance.now() - startedMs < 1_300; version += 1) {
      const event = `id: ${version}\nevent: order\ndata: {}\n\n`
      streams[0]?.write(event)
      await waitFor(() => browser.heard.endsWith(event), { what: `event ${version}` })
    }
    expect(browser.ending).toBeUndefined()
  })

  it('when the browser is gone, order’s side is closed at once', async () => {
    const browser = await follow()
    const closed = once(streams[0] as ServerResponse, 'close')
    browser.leave()
    await closed
  })

  it('when many browsers come and go, no stream to order is left', async () => {
    const browsers = await Promise.all(Array.from({ length: 50 }, () => follow()))
    for (const browser of browsers) browser.leave()
    await waitFor(() => streams.every((stream) => stream.destroyed), { what: 'all to be closed' })
    expect(streams).toHaveLength(50)
  })

  it('when order ends it or is killed, it ends for the browser, which can ask again', async () => {
    const [first, second] = [await follow(), await follow()]
    streams[0]?.end()
    streams[1]?.destroy()
    await waitFor(() => first.ending && second.ending, { what: 'the ends' })
    expect([first.ending, second.ending]).toEqual(['ended', 'ended'])
    expect((await follow()).ending).toBeUndefined()
  })

  it(
    'when this server stops, streams end well and do not hold it up',
    async () => {
      const browsers = [await follow(), await follow()]
      await web.stopWeb()
      await waitFor(() => browsers.every(({ ending }) => ending === 'ended'), { what: 'the ends' })
      await waitFor(() => streams.every((stream) => stream.destroyed), { what: 'order’s side to be closed' })
    },
    graceMs / 2,
  )

  it('when order refuses it, the refusal comes back', async () => {
    web.neighbours.order.answer = (_, response) =>
      response.writeHead(429, { 'content-type': 'application/problem+json', 'retry-after': '3' }).end('{}')
    const response = await fetch(`${web.url}${orderPath}/events`)
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '3'])
  })

  it('when the browser reads nothing, order is not read without end', async () => {
    const { promise: full, resolve } = Promise.withResolvers<void>()
    web.neighbours.order.answer = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      const fill = () => {
        for (let i = 0; i < 1_000; i += 1) if (!response.write(`data: ${'x'.repeat(65_536)}\n\n`)) return resolve()
      }
      response.on('drain', fill)
      fill()
    }
    const leaving = new AbortController()
    await fetch(`${web.url}${orderPath}/events`, { signal: leaving.signal })
    await full
    leaving.abort()
  })

  const logger = createLogger({ name: 'web', level: 'silent', context: () => undefined })
  const upstreamWith = (limits: Parameters<typeof createOpenStreams>[0]) =>
    createUpstream({
      ...{ neighbour: 'order', baseUrl: web.neighbours.order.url, timeoutMs: 5_000, atOnce: 1 },
      ...{ logger, random: Math.random, streams: createOpenStreams(limits) },
    })
  const params = { userId, orderId: userId }
  const call = { method: 'GET', params, query: {}, headers: {}, gone: new AbortController().signal }

  it('when order falls silent without breaking off, it ends for the browser, and order’s side is let go', async () => {
    const answer = await upstreamWith({ atMost: 1, silenceMs: 50 })(ordersApi.events, call)
    expect(answer.kind === 'answer' && (await new Response(answer.body).text())).toBe(': hello\n\n')
    await waitFor(() => streams[0]?.destroyed, { what: 'order’s side to be closed' })
  })

  it('when there is no place for another one, that one is let go at both ends, until one has ended', async () => {
    const order = upstreamWith({ atMost: 1, silenceMs: 45_000 })
    const first = await order(ordersApi.events, call)
    expect(first.kind).toBe('answer')
    expect(await order(ordersApi.events, call)).toEqual({ kind: 'full' })
    await waitFor(() => streams[1]?.destroyed, { what: 'order’s side of the second to be closed' })
    if (first.kind === 'answer') await first.body?.cancel()
    const third = await order(ordersApi.events, call)
    expect(third.kind).toBe('answer')
    if (third.kind === 'answer') await third.body?.cancel()
  })
})
