import { once } from 'node:events'
import { Agent, get } from 'node:http'
import { describe, expect, it } from 'vitest'
import { createHttpServer } from '../src/index.ts'
import { openConnection, problemIn, rawGet, rawRequest } from './support/raw-request.ts'
import { orderId, startServer } from './support/start-server.ts'

const held = async (server: Awaited<ReturnType<typeof startServer>>, path = '/api/v1/held') => {
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const { promise: entered, resolve: enter } = Promise.withResolvers<void>()
  Object.assign(server.stage, { released, entered: enter })
  const response = fetch(server.url + path)
  await entered
  return { response, release }
}

/** A request on a connection that stays open for the next one, as most clients make it. */
async function keepAliveGet(port: number, agent: Agent): Promise<string | undefined> {
  const [response] = await once(get({ port, host: '127.0.0.1', path: '/livez', agent }), 'response')
  response.resume()
  await once(response, 'end')
  return response.headers.connection
}

describe('the limits of a connection', () => {
  it('when headers are over 16 KiB, it is 431', async () => {
    await using server = await startServer()
    const head = `GET /livez HTTP/1.1\r\nHost: a\r\nX-Large: ${'a'.repeat(17_000)}\r\n\r\n`
    const answer = await rawRequest(server.port, head)
    expect(answer).toMatch(/^HTTP\/1\.1 431 Request Header Fields Too Large\r\n/)
    expect(problemIn(answer)).toMatchObject({ status: 431, code: 'headers-too-large' })
  })

  it('when headers are far over it, the answer still arrives', async () => {
    await using server = await startServer()
    const head = `GET /livez HTTP/1.1\r\nHost: a\r\nX-Large: ${'a'.repeat(1_000_000)}\r\n\r\n`
    expect(await rawRequest(server.port, head)).toContain('HTTP/1.1 431')
  })

  it('when it is not HTTP, it is 400', async () => {
    await using server = await startServer()
    expect(problemIn(await rawRequest(server.port, 'hello\r\n\r\n'))).toMatchObject({ status: 400 })
  })

  it('when the Host makes no URL, it is 400', async () => {
    await using server = await startServer()
    const answer = await rawRequest(server.port, 'GET /livez HTTP/1.1\r\nHost: a/b\r\nConnection: close\r\n\r\n')
    expect(problemIn(answer)).toMatchObject({ status: 400, code: 'malformed-request' })
  })

  it('when headers come too slowly, it is 408 and others are unharmed', async () => {
    await using server = await startServer({ limits: { headersTimeoutMs: 100, timeoutCheckMs: 20 } })
    const { socket, answer } = await openConnection(server.port)
    socket.write('GET /livez HTTP/1.1\r\nHost: a\r\nX-Slow:')
    expect((await fetch(`${server.url}/livez`)).status).toBe(200)
    expect(problemIn(await answer)).toMatchObject({ status: 408, code: 'request-timeout' })
  })

  it('when a body comes too slowly, it is cut off and logged as nobody’s error', async () => {
    const limits = { headersTimeoutMs: 50, requestTimeoutMs: 100, timeoutCheckMs: 20 }
    await using server = await startServer({ limits })
    const { socket, answer } = await openConnection(server.port)
    const head = `POST /api/v1/orders/${orderId}/things HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n`
    socket.write(`${head}Content-Length: 50\r\n\r\n{`)
    expect(await answer).toContain('HTTP/1.1 408')
    expect(server.lines.filter((line) => line.level === 'error')).toEqual([])
  })

  it('when an answer streams for longer than a request may take to arrive, it is not cut', async () => {
    const limits = { headersTimeoutMs: 50, requestTimeoutMs: 100, timeoutCheckMs: 20 }
    await using server = await startServer({ limits })
    const ended = Promise.withResolvers<void>()
    server.stage.released = ended.promise
    const streaming = await fetch(`${server.url}/api/v1/stream`)
    const { socket, answer } = await openConnection(server.port)
    socket.write('GET /livez HTTP/1.1\r\nHost: a\r\nX-Slow:')
    expect(await answer).toContain('HTTP/1.1 408') // the time is over
    ended.resolve()
    expect(await streaming.text()).toBe('begun ended')
  })

  it('when garbage follows while an answer is under way, the answer is not mixed with another', async () => {
    await using server = await startServer()
    const { promise: entered, resolve } = Promise.withResolvers<void>()
    Object.assign(server.stage, { released: new Promise(() => {}), entered: resolve })
    const { socket, answer } = await openConnection(server.port)
    socket.write('GET /api/v1/stream HTTP/1.1\r\nHost: a\r\n\r\n')
    await entered
    socket.write('garbage\r\n\r\n')
    expect(await answer).not.toContain('400')
  })

  it('when a connection has served its requests, it is closed', async () => {
    await using server = await startServer({ limits: { maxRequestsPerSocket: 2 } })
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    expect(await keepAliveGet(server.port, agent)).toBe('keep-alive')
    expect(await keepAliveGet(server.port, agent)).toBe('close')
    agent.destroy()
  })
})

describe('start', () => {
  it('when the port is taken, it says which', async () => {
    await using server = await startServer()
    const second = createHttpServer({
      fetch: () => new Response(),
      host: '127.0.0.1',
      port: server.port,
      logger: { info: () => {} } as never,
      newId: () => 'id',
    })
    await expect(second.start()).rejects.toThrow(`port ${server.port} on 127.0.0.1 is taken`)
    await second.stop()
  })
})

describe('drain', () => {
  it('when it has begun, everything is still served and each answer ends its connection', async () => {
    await using server = await startServer()
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    expect(await keepAliveGet(server.port, agent)).toBe('keep-alive')
    server.drain()
    server.drain()
    expect(await keepAliveGet(server.port, agent)).toBe('close')
    expect(await keepAliveGet(server.port, agent)).toBe('close')
    expect(await rawGet(server.port, '/docs')).toMatch(/\r\nconnection: close\r\n/i)
    agent.destroy()
  })

  it('when a request was in flight already, its answer ends its connection too', async () => {
    await using server = await startServer()
    const { response, release } = await held(server)
    server.drain()
    release()
    expect((await response).headers.get('connection')).toBe('close')
  })
})

/** Whoever waits for it fails. */
const longerThanATest = 60_000

describe('stop', () => {
  it('when clients keep idle connections open, it does not wait for them', async () => {
    const server = await startServer({ limits: { graceMs: longerThanATest } })
    const agent = new Agent({ keepAlive: true })
    await keepAliveGet(server.port, agent)
    await server.stop()
    agent.destroy()
  })

  it('when a request is in flight, it is answered first and no new connection is taken', async () => {
    const server = await startServer()
    const { response, release } = await held(server)
    let stopped = false
    const stopping = server.stop().then(() => {
      stopped = true
    })
    await expect(fetch(`${server.url}/livez`)).rejects.toThrow()
    expect(stopped).toBe(false)
    release()
    expect(await (await response).text()).toBe('held')
    await stopping
  })

  it('when a request takes longer than the grace, it is cut off', async () => {
    const server = await startServer({ limits: { graceMs: 50 } })
    const { response } = await held(server)
    const cut = expect(response).rejects.toThrow()
    await server.stop()
    await cut
  })

  it('when streams are open, their owners are told once to end them, and it does not wait for their connections', async () => {
    let told = 0
    const ended = Promise.withResolvers<void>()
    const fails = () => {
      throw new Error('one owner fails')
    }
    const end = () => {
      told += 1
      ended.resolve()
    }
    const server = await startServer({ onDrain: [fails, end], limits: { graceMs: longerThanATest } })
    Object.assign(server.stage, { released: ended.promise })
    const streaming = await fetch(`${server.url}/api/v1/stream`)
    server.drain()
    expect(told).toBe(0)
    await Promise.all([server.stop(), server.stop()])
    expect(told).toBe(1)
    expect(await streaming.text()).toBe('begun ended')
  })

  it('when it never started, and when it is stopped twice, it is fine', async () => {
    const logger = { info: () => {} } as never
    const server = createHttpServer({
      fetch: () => new Response(),
      host: '127.0.0.1',
      port: 0,
      logger,
      newId: () => '',
    })
    await server.stop()
    await server.stop()
  })
})
