import { startTestServer } from '@waybill/test-kit'
import { Webhook } from 'standardwebhooks'

export const secret = `whsec_${Buffer.alloc(32, 'a').toString('base64')}`

export type Received = {
  id: string
  type: string
  data: { merchantReference: string; paymentRequestId: string; amountMinor: number; currency: string }
  /** Whether the specification's own library accepts it. */
  isGenuine: boolean
  receivedAtMs: number
}

/** A merchant that keeps every webhook and acknowledges it, unless a test tells it otherwise for one reference. */
export async function startMerchantStub() {
  const received: Received[] = []
  const answers = new Map<string, number[]>()
  const server = await startTestServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString()
    const { type, data } = JSON.parse(text)
    const headers = request.headers as Record<string, string>
    const isGenuine = isVerified(text, headers)
    received.push({ id: headers['webhook-id'] ?? '', type, data, isGenuine, receivedAtMs: Date.now() })
    const planned = answers.get(data.merchantReference)?.shift()
    response.writeHead(planned ?? (isGenuine ? 204 : 401)).end()
  })
  return {
    ...{ url: `${server.url}/webhook`, stop: server.stop },
    /** The next answers for this reference; then it is acknowledged. */
    answer: (merchantReference: string, statuses: number[]) => void answers.set(merchantReference, statuses),
    /** The webhooks of one payment, in the order in which they came. */
    receivedFor: (merchantReference: string) =>
      received.filter(({ data }) => data.merchantReference === merchantReference),
  }
}

function isVerified(text: string, headers: Record<string, string>): boolean {
  try {
    new Webhook(secret).verify(text, headers)
    return true
  } catch {
    return false
  }
}
