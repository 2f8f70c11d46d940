import { createSqsClients } from '@waybill/queue-consumer'
import { fixedClock, startTestServer, waitFor } from '@waybill/test-kit'
import { expect, it } from 'vitest'
import { createQueues } from '../src/gateways/queues.ts'
import { deadPort } from './support/order-fixture.ts'

function queuesAt(endpoint: string) {
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' }
  const sqs = createSqsClients({ endpoint, region: 'us-east-1', credentials })
  const each = { url: `${endpoint}/1/q`, deadLetterUrl: `${endpoint}/1/q-dlq` }
  return createQueues({ sqs, now: fixedClock(), urls: { production: each, invoice: each, notification: each } })
}

it('when SQS does not answer, that is a passing fault of a neighbour, whatever was asked', async () => {
  const queues = queuesAt(`http://127.0.0.1:${await deadPort()}`)
  const asked = [
    () => queues.look('invoice'),
    () => queues.depths(),
    () => queues.visibleIn('invoice'),
    () => queues.sendBack('invoice', undefined, async () => {}),
  ]
  for (const ask of asked) await expect(ask()).rejects.toMatchObject({ neighbour: 'sqs', fault: 'passing' })
})

it('when SQS takes calls and never answers, the depths are given up, and no call is left open', async () => {
  const calls = new Set<unknown>()
  const { url, stop } = await startTestServer((request) => {
    calls.add(request)
    request.on('close', () => calls.delete(request))
  })
  await expect(queuesAt(url).depths()).rejects.toMatchObject({ neighbour: 'sqs', fault: 'passing' })
  await waitFor(() => calls.size === 0, { what: 'the calls to be cut' })
  await stop()
})
