import { describe, expect, it } from 'vitest'
import { openConnection } from './support/raw-request.ts'
import { orderId, startServer } from './support/start-server.ts'

describe('load shedding', () => {
  it('when as many requests as allowed are at work, the next is 503 with Retry-After, and probes are answered', async () => {
    await using server = await startServer({ app: { maxInFlight: 2 } })
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    const { promise: full, resolve: isFull } = Promise.withResolvers<void>()
    let entered = 0
    Object.assign(server.stage, { released, entered: () => ++entered === 2 && isFull() })
    const held = [fetch(`${server.url}/api/v1/held`), fetch(`${server.url}/api/v1/held`)]
    await full

    const shed = await server.post(server.things, 'not even read')
    expect(shed.status).toBe(503)
    expect(shed.headers.get('retry-after')).toBe('1')
    expect(await shed.json()).toMatchObject({ code: 'overloaded' })
    expect((await fetch(`${server.url}/livez`)).status).toBe(200)
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)

    release()
    expect((await Promise.all(held)).map((response) => response.status)).toEqual([200, 200])
    expect((await fetch(server.things)).status).toBe(200)
  })

  it('when clients send their bodies slowly, they take no place of others', async () => {
    await using server = await startServer({ app: { maxInFlight: 1 } })
    const head = `POST /api/v1/orders/${orderId}/things HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n`
    const slow = await Promise.all([1, 2, 3].map(() => openConnection(server.port)))
    for (const { socket } of slow) socket.write(`${head}Content-Length: 50\r\n\r\n{`)
    expect((await fetch(server.things)).status).toBe(200)
    for (const { socket } of slow) socket.destroy()
  })

  it('when all places are taken by the time that a slow body is here, it is 503', async () => {
    await using server = await startServer({ app: { maxInFlight: 1 } })
    const slow = await openConnection(server.port)
    const head = 'POST /api/v1/held HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nConnection: close\r\n'
    slow.socket.write(`${head}Content-Length: 2\r\n\r\n{`)
    expect((await fetch(server.things)).status).toBe(200)

    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    const { promise: entered, resolve: enter } = Promise.withResolvers<void>()
    Object.assign(server.stage, { released, entered: enter })
    const quick = fetch(`${server.url}/api/v1/held`)
    await entered
    slow.socket.write('}')
    expect(await slow.answer).toContain('HTTP/1.1 503')
    release()
    expect((await quick).status).toBe(200)
  })

  it('when many requests come at the same moment, no more than allowed are handled at once', async () => {
    await using server = await startServer({ app: { maxInFlight: 3 } })
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    let entered = 0
    Object.assign(server.stage, { released, entered: () => ++entered })
    const statuses: number[] = []
    const requests = Array.from({ length: 20 }, async () => {
      statuses.push((await fetch(`${server.url}/api/v1/held`)).status)
      if (statuses.length === 17) release()
    })
    await Promise.all(requests)
    expect(entered).toBe(3)
    expect(statuses).toEqual([...Array(17).fill(503), 200, 200, 200])
  })

  it('when an answer streams on, it gives its place back', async () => {
    await using server = await startServer({ app: { maxInFlight: 1 } })
    const { promise, resolve } = Promise.withResolvers<void>()
    server.stage.released = promise
    const streaming = await fetch(`${server.url}/api/v1/stream`)
    expect((await fetch(server.things)).status).toBe(200)
    resolve()
    expect(await streaming.text()).toBe('begun ended')
  })
})
