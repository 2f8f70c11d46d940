import { createHash } from 'node:crypto'
import type { Parameter, Referable, Values } from '../model/resource.ts'
import { dataFolderInCheckout } from '../repository-root.ts'
import type { AddResource } from './add-resource.ts'
import { ensureReader } from './ensure-reader.ts'
import type { ResourceBuilder } from './resource-builder.ts'

export type PostgresOptions = { port: number; password: Parameter; readerPassword: Parameter }

/** A service is given one of its databases, as `ConnectionStrings__<database>`. */
export type PostgresBuilder = ResourceBuilder & { addDatabase: (name: string) => Referable }

/** The server of `infra/local-postgres`. It is ready when all its databases exist and a role may read them. */
export function addLocalPostgres(add: AddResource, name: string, options: PostgresOptions): PostgresBuilder {
  const { port, password, readerPassword } = options
  const databases: string[] = []
  const addressOf = (database: string) => (values: Values) => {
    const credentials = `waybill:${encodeURIComponent(values.secret(password.parameter))}`
    return `postgresql://${credentials}@127.0.0.1:${values.portsOf(name, 'postgresql')[0]}/${database}`
  }
  const server = add({
    name,
    type: 'database',
    folder: 'infra/local-postgres',
    // Databases are made in this order, so the last one means all.
    health: { kind: 'postgres', connectionString: (values) => addressOf(databases.at(-1) ?? 'postgres')(values) },
    onReady: (values) => ensureReader(addressOf('postgres')(values), values.secret(readerPassword.parameter)),
  })
    .withEndpoint({ name: 'postgresql', scheme: 'postgresql', port, variable: 'PORT' })
    .withEnvironment('POSTGRES_PASSWORD', password)
    .withEnvironment('POSTGRES_DATABASES', () => databases.join(','))
    .withEnvironment('POSTGRES_DATA_FOLDER', ({ dataFolder }) => clusterNameFor(dataFolder))

  const addDatabase = (database: string): Referable => {
    databases.push(database)
    return {
      resource: name,
      reference: (values) => ({ [`ConnectionStrings__${database}`]: addressOf(database)(values) }),
    }
  }
  return Object.assign(server, { addDatabase })
}

/** One cluster per data folder, all in the home that local-postgres chooses: as root it cannot be in the checkout. */
export function clusterNameFor(dataFolder: string): string {
  if (dataFolder === dataFolderInCheckout) return 'postgres'
  return `postgres-${createHash('sha256').update(dataFolder).digest('hex').slice(0, 12)}`
}
