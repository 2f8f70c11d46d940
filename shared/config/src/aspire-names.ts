import type { z } from 'zod'
import { fromEnv, type Variable } from './read-config.ts'
import { connectionString, url } from './schemas.ts'

// The names under which .NET Aspire hands references to a process; its app host and ours write the same ones.

/** The connection string of the database `name`: `ConnectionStrings__<name>`. */
export const fromConnectionString = (name: string): Variable<typeof connectionString> =>
  fromEnv(`ConnectionStrings__${name}`, connectionString)

/** The base URL of the neighbour `name`: `services__<name>__http__0`. */
export const fromService = (name: string): Variable<typeof url> => fromEnv(`services__${name}__http__0`, url)

/** An output of the AWS resources, as a topic's ARN or a queue's URL: `AWS__Resources__<name>`. */
export const fromAwsResource = <S extends z.ZodType>(name: string, schema: S): Variable<S> =>
  fromEnv(`AWS__Resources__${name}`, schema)
