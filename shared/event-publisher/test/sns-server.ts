import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

type Call = { ids: string[]; body: string }

/** An SNS that answers as told, or not at all. */
export async function serverThat(answer: (call: Call) => [status: number, xml: string] | undefined) {
  const calls: Call[] = []
  const listener: RequestListener = async (request, response) => {
    const body = decodeURIComponent((await request.toArray()).join(''))
    const call = { body, ids: [...body.matchAll(/member\.\d+\.Id=(\d+)/g)].map(([, id]) => id ?? '') }
    calls.push(call)
    const answered = answer(call)
    if (answered) response.writeHead(answered[0], { 'content-type': 'text/xml' }).end(answered[1])
  }
  const server = createServer(listener).listen(0, '127.0.0.1')
  await new Promise((listening) => server.once('listening', listening))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return { calls, endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

export function batchAnswer({ successful, failed }: { successful: string[]; failed: string[] }) {
  const ok = successful.map((id) => `<member><Id>${id}</Id><MessageId>m</MessageId></member>`)
  const bad = failed.map((id, n) =>
    n === 0
      ? `<member><Id>${id}</Id><Code>InvalidParameter</Code><Message>bad</Message><SenderFault>true</SenderFault></member>`
      : `<member><Id>${id}</Id><Code>InternalError</Code><Message>later</Message><SenderFault>false</SenderFault></member>`,
  )
  const result = `<Successful>${ok.join('')}</Successful><Failed>${bad.join('')}</Failed>`
  return `<PublishBatchResponse><PublishBatchResult>${result}</PublishBatchResult></PublishBatchResponse>`
}

export const errorAnswer = (code: string, message = 'no') =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`
