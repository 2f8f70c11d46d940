import { randomBytes, randomUUIDv7 } from 'node:crypto'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { encodeOrderProcessEvent, type OrderProcessEvent } from '@waybill/contracts'
import { applyTopology, environmentOf, topology } from '@waybill/local-queues'
import { createLogger } from '@waybill/logger'
import { currentContext } from '@waybill/request-context'
import { machineSystem } from '@waybill/service-host'
import { knownChance, openNeighbour, orderProcessEventOf, waitFor } from '@waybill/test-kit'
import { inject } from 'vitest'
import type { Listener } from './listeners.ts'

const patience = { timeoutMs: 30_000, intervalMs: 100 }

/** A listener between real queues, an order service and the service of its job, both of which are WireMock. */
export async function raiseListener({ job, create }: Listener) {
  const namePrefix = `n${randomBytes(6).toString('hex')}-`
  const applied = await applyTopology({ endpoint: inject('queuesUrl'), region: 'us-east-1', topology, namePrefix })
  const [order, service] = await Promise.all([openNeighbour(), openNeighbour()])
  const lines: Line[] = []
  const destination = { write: (line: string) => void lines.push(JSON.parse(line)) }
  const logger = createLogger({ name: job, level: 'info', context: currentContext, destination })
  const env = {
    ...environmentOf(applied),
    ...{ services__order__http__0: order.url, [`services__${job}__http__0`]: service.url },
    ...{ WAYBILL_SERVICE_KEYS: 'the-key-of-the-services', PORT: '0', QUEUE_WAIT_SECONDS: '1' },
  }
  Object.assign(process.env, env) // the SDK reads endpoint, region and credentials by itself
  const system = { ...machineSystem, random: () => knownChance }
  const listener = create(env, { logger, system })
  await listener.start()
  const sns = new SNSClient()

  const doneFor = (processId: string) => lines.find((line) => line.msg === 'job done' && line.processId === processId)
  return {
    ...{ order, service },
    forget: () => Promise.all([order.forget(), service.forget()]),
    /** Announces a paid order; returns its process. */
    async announce(): Promise<string> {
      const event = orderProcessEventOf({}, randomUUIDv7)
      await publish(sns, applied.topicArn, event)
      return event.data.processId
    },
    /** What the listener wrote when the job of this process was done. */
    done: (processId: string) => waitFor(() => doneFor(processId), { what: `the ${job} to be done`, ...patience }),
    /** What order was told of this process, oldest first. */
    reports: async (processId: string) =>
      (await order.calls({ path: `/.*/${processId}/status` })).map(({ body }) => body as Report),
    calls: (processId: string) => service.calls({ body: processId }),
    /** What was written when the message of this process was given back. */
    givenBack: (processId: string) =>
      waitFor(
        () => {
          const messageId = lines.find((line) => line.msg === 'job not done' && line.processId === processId)?.messageId
          return messageId && lines.find((line) => line.msg === 'message given back' && line.messageId === messageId)
        },
        { what: 'the message to be given back', ...patience },
      ),
    complaint: (processId: string) =>
      lines.find((line) => line.msg === 'job not done' && line.processId === processId)?.err?.message ?? '',
    async stop(): Promise<void> {
      await listener.stop()
      sns.destroy()
      await Promise.all([order.close(), service.close()])
    },
  }
}

type Line = Record<string, unknown> & { msg: string; err?: { message: string } }
export type Report = { status: string; note?: string; reference?: string }

async function publish(sns: SNSClient, TopicArn: string, event: OrderProcessEvent): Promise<void> {
  const MessageAttributes = { eventType: { DataType: 'String', StringValue: event.type } }
  await sns.send(new PublishCommand({ TopicArn, Message: encodeOrderProcessEvent(event), MessageAttributes }))
}
