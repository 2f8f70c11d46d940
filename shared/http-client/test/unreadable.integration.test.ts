import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { parcelsApi, sendParcel } from './contract.ts'
import { answers, startServer } from './misbehaving-server.ts'
import { createTestClient } from './test-client.ts'

const megabytes = (count: number) => JSON.stringify({ reference: 'x'.repeat(count * 1_000_000) })

describe('a success that cannot be read', () => {
  it.each([
    ['nothing', '', {}, 'application/json that is no JSON'],
    ['garbage', '{"reference":"r', {}, 'application/json that is no JSON'],
    ['HTML', '<html>Welcome</html>', { 'content-type': 'text/html' }, 'text/html that is no JSON'],
    ['invalid UTF-8', Buffer.from('7b227265666572656e6365223a22ff227d', 'hex'), {}, 'no JSON'],
    ['another schema', { reference: 5 }, {}, "JSON that is not the contract's, at reference"],
    ['a list', ['r1'], {}, "JSON that is not the contract's, at the top"],
    ['10 MB', megabytes(10), {}, 'too many bytes'],
    ['10 MB in 10 KB of gzip', gzipSync(megabytes(10)), { 'content-encoding': 'gzip' }, 'too many bytes'],
  ])('when it is %s, it is a passing fault and asked for again', async (_, body, headers, why) => {
    await using server = await startServer(answers(202, body, headers), answers(202, { reference: 'r1' }))
    const once = createTestClient(server.baseUrl, { tries: 1 })
    const failed = once(parcelsApi.send, sendParcel)
    await expect(failed).rejects.toMatchObject({ kind: 'unreadable', fault: 'passing', status: 202 })
    await expect(failed).rejects.toThrow(why)
    expect(await once(parcelsApi.send, sendParcel)).toEqual({ status: 202, body: { reference: 'r1' } })
  })

  it('when the answer never ends, it stops reading at the limit and hangs up', async () => {
    const closed = Promise.withResolvers<void>()
    await using server = await startServer((request, response) => {
      response.writeHead(202, { 'content-type': 'application/json' })
      request.socket.on('close', closed.resolve)
      const more = () => void (response.write('x'.repeat(100_000)) ? setImmediate(more) : response.once('drain', more))
      more()
    })
    const call = createTestClient(server.baseUrl, { tries: 1 })(parcelsApi.send, sendParcel)
    await expect(call).rejects.toMatchObject({ kind: 'unreadable' })
    await closed.promise
  })

  it('when the answer is exactly as long as allowed, it is read', async () => {
    const body = JSON.stringify({ reference: 'r1' })
    await using server = await startServer(answers(202, body))
    const send = (maxAnswerBytes: number) =>
      createTestClient(server.baseUrl, { tries: 1, maxAnswerBytes })(parcelsApi.send, sendParcel)
    expect(await send(body.length)).toMatchObject({ status: 202 })
    await expect(send(body.length - 1)).rejects.toThrow('too many bytes')
  })

  it("when an answer holds personal data, the fault's message repeats none of it", async () => {
    await using server = await startServer(answers(202, { reference: { 'ann@example.com': 'ann@example.com' } }))
    const call = createTestClient(server.baseUrl, { tries: 1 })(parcelsApi.send, sendParcel)
    await expect(call).rejects.toThrow(/^[^@]*$/)
  })
})
