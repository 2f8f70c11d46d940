import { refuseCircle } from '../model/in-order.ts'
import type { AppModel, Parameter, ParameterSpec, Referable, ResourceSpec } from '../model/resource.ts'
import type { AddResource } from './add-resource.ts'
import { addLocalPostgres, type PostgresBuilder, type PostgresOptions } from './local-postgres.ts'
import { addLocalQueues } from './local-queues.ts'
import { createResourceBuilder, type ResourceBuilder } from './resource-builder.ts'

export type AppBuilder = {
  /** A secret: made on the first start, kept, never committed. */
  addParameter: (name: string, make: ParameterSpec['make']) => Parameter
  /** The app host itself: who is given it is told its control address and the key, as `APP_HOST_URL` and `APP_HOST_KEY`. */
  appHost: Referable
  /** A Node.js process: `<folder>/src/main.ts`. */
  addService: (name: string, folder: string) => ResourceBuilder
  /** The PostgreSQL server of `infra/local-postgres`; its databases are what services are given. */
  addPostgres: (name: string, options: PostgresOptions) => PostgresBuilder
  /** The SNS/SQS emulator of `infra/local-queues`, with the topic and the queues of `infra/topology.json`. */
  addQueues: (name: string, options: { port: number }) => ResourceBuilder
  /** What was said, as data. Throws for a name used twice and for a circle of waiting. */
  build: () => AppModel
}

/** Collects a topology in Aspire's verbs; starts nothing. */
export function createBuilder(): AppBuilder {
  const resources: ResourceSpec[] = []
  const parameters: ParameterSpec[] = []

  const add: AddResource = (own, reference) => {
    const spec = { ...emptySpec(), ...own }
    resources.push(spec)
    return createResourceBuilder(spec, reference)
  }

  return {
    addParameter: (name, make) => {
      parameters.push({ name, make })
      return { parameter: name }
    },
    appHost: {
      resource: 'apphost',
      reference: ({ appHost }) => ({ APP_HOST_URL: appHost.url, APP_HOST_KEY: appHost.key }),
    },
    addService: (name, folder) => add({ name, type: 'service', folder }),
    addPostgres: (name, options) => addLocalPostgres(add, name, options),
    addQueues: (name, { port }) => addLocalQueues(add, name, port),
    build: () => {
      refuseRepeatedName(resources)
      const waitsFor = new Map(resources.map((resource) => [resource.name, resource.waitsFor]))
      refuseCircle([...waitsFor.keys()], (name) => waitsFor.get(name) ?? [])
      return { resources, parameters }
    },
  }
}

function emptySpec(): Omit<ResourceSpec, 'name' | 'type' | 'folder'> {
  const lists = { endpoints: [], environment: [], waitsFor: [], commands: [], links: [] }
  return { ...lists, build: undefined, health: undefined, onReady: undefined, replicas: 1, stopLimitMs: 20_000 }
}

function refuseRepeatedName(resources: readonly ResourceSpec[]): void {
  const names = resources.map(({ name }) => name)
  const repeated = names.find((name, index) => names.indexOf(name) !== index)
  if (repeated) throw new Error(`Two resources are called "${repeated}"`)
}
