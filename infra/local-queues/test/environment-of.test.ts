import { describe, expect, it } from 'vitest'
import { environmentOf } from '../src/environment-of.ts'

const queue = (name: string) => ({ url: `http://q/${name}`, deadLetterUrl: `http://q/${name}-dlq` })

describe('the environment of a process', () => {
  it('when the topology is applied, it names all of it as Aspire does', () => {
    const queues = { production: queue('p'), invoice: queue('i'), notification: queue('n') }
    const applied = { endpoint: 'http://127.0.0.1:4566', region: 'us-east-1', topicArn: 'arn:topic', queues }
    expect(environmentOf(applied)).toEqual({
      AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS__Resources__OrderProcessTopicArn: 'arn:topic',
      AWS__Resources__OrderProcessProductionQueueUrl: 'http://q/p',
      AWS__Resources__OrderProcessProductionDeadLetterQueueUrl: 'http://q/p-dlq',
      AWS__Resources__OrderProcessInvoiceQueueUrl: 'http://q/i',
      AWS__Resources__OrderProcessInvoiceDeadLetterQueueUrl: 'http://q/i-dlq',
      AWS__Resources__OrderProcessNotificationQueueUrl: 'http://q/n',
      AWS__Resources__OrderProcessNotificationDeadLetterQueueUrl: 'http://q/n-dlq',
    })
  })
})
