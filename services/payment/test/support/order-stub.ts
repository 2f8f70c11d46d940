import type { PaymentFact } from '@waybill/contracts'
import { startTestServer } from '@waybill/test-kit'
import { type Answer, type Asked, answerJson, readRequest } from './answers.ts'

/** An order service that takes every fact, until a test tells it otherwise for one order. */
export async function startOrderStub() {
  const told: (Asked & { orderId: string; fact: PaymentFact })[] = []
  const answers = new Map<string, Answer>()
  const server = await startTestServer(async (request, response) => {
    const asked = await readRequest(request)
    const orderId = asked.url.pathname.split('/').at(-2) ?? ''
    told.push({ ...asked, orderId, fact: asked.body as PaymentFact })
    const answer = answers.get(orderId)
    if (answer) answer(response, () => {})
    else answerJson(response, 200, { orderId, status: 'paid', applied: true })
  })
  return {
    ...{ url: server.url, stop: server.stop },
    answerWith: (orderId: string, answer: Answer) => void answers.set(orderId, answer),
    answerAgain: (orderId: string) => void answers.delete(orderId),
    /** What it was told of this order, oldest first. */
    told: (orderId: string) => told.filter((each) => each.orderId === orderId),
  }
}
