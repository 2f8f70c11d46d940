import { join } from 'node:path'
import { type AppliedTopology, applyTopology, environmentOf, topology } from '@waybill/local-queues'
import type { AddResource } from './add-resource.ts'
import type { ResourceBuilder } from './resource-builder.ts'

const region = 'eu-central-1'

/**
 * The emulator of `infra/local-queues`. It is ready when topic, queues and subscriptions are as `infra/topology.json`
 * says, made anew if it lost them. A service is told their addresses, as the AWS integration of Aspire would.
 */
export function addLocalQueues(add: AddResource, name: string, port: number): ResourceBuilder {
  let applied: AppliedTopology | undefined
  const reference = () => {
    if (!applied) throw new Error(`What is given ${name} must wait for it: its addresses are known when it is ready`)
    return environmentOf(applied)
  }
  const queues = add({ name, type: 'queues', folder: 'infra/local-queues' }, reference)
  return queues
    .withHttpEndpoint(port)
    .withHttpHealthCheck('/health')
    .withEnvironment('QUEUES_DATA_FOLDER', ({ dataFolder }) => join(dataFolder, 'queues'))
    .onResourceReady(async ({ urlsOf }) => {
      const [endpoint = ''] = urlsOf(name)
      applied = await applyTopology({ endpoint, region, topology })
    })
}
