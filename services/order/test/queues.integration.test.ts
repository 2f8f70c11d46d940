import { createSqsClients } from '@waybill/queue-consumer'
import { fixedClock } from '@waybill/test-kit'
import { expect, it } from 'vitest'
import { createQueues } from '../src/gateways/queues.ts'
import { deadPort } from './support/order-fixture.ts'

it('when SQS does not answer, that is a passing fault of a neighbour, whatever was asked', async () => {
  const endpoint = `http://127.0.0.1:${await deadPort()}`
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' }
  const sqs = createSqsClients({ endpoint, region: 'us-east-1', credentials })
  const each = { url: `${endpoint}/1/q`, deadLetterUrl: `${endpoint}/1/q-dlq` }
  const queues = createQueues({ sqs, now: fixedClock(), urls: { production: each, invoice: each, notification: each } })
  const asked = [
    () => queues.look('invoice'),
    () => queues.visibleIn('invoice'),
    () => queues.sendBack('invoice', undefined, async () => {}),
  ]
  for (const ask of asked) await expect(ask()).rejects.toMatchObject({ neighbour: 'sqs', fault: 'passing' })
})
