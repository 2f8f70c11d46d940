import type { z } from 'zod'

export type Environment = Readonly<Record<string, string | undefined>>
export type Variable<S extends z.ZodType = z.ZodType> = { name: string; schema: S }
type Values<V extends Record<string, Variable>> = { [K in keyof V]: z.output<V[K]['schema']> }

/** The environment variable `name`, read by `schema`; `.optional()` or `.default(…)` make it one that may be missing. */
export function fromEnv<S extends z.ZodType>(name: string, schema: S): Variable<S> {
  return { name, schema }
}

/** Every fault of an environment, one line each: the variable's name and what is wrong with it, never its value. */
export class ConfigError extends Error {
  constructor(faults: readonly string[]) {
    super(`The configuration has ${faults.length} fault(s):\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
    this.name = 'ConfigError'
  }
}

/**
 * The environment as one typed value. An empty or blank variable counts as missing. Throws a single ConfigError that names
 * all missing and wrong variables; it holds no value and has no cause, so it can be logged.
 */
export function readConfig<V extends Record<string, Variable>>(env: Environment, variables: V): Values<V> {
  const faults: string[] = []
  const values = Object.entries(variables).map(([key, { name, schema }]) => {
    const text = env[name]?.trim() ? env[name] : undefined
    const result = schema.safeParse(text)
    if (!result.success) faults.push(`${name} ${text === undefined ? 'is missing' : reasonsOf(result.error)}`)
    return [key, result.data]
  })
  if (faults.length > 0) throw new ConfigError(faults)
  return Object.fromEntries(values) as Values<V>
}

// An issue with a path is about one entry of a list.
function reasonsOf({ issues }: z.ZodError): string {
  return issues
    .map(({ path, message }) => [...path.map((index) => `entry ${Number(index) + 1}`), message].join(' '))
    .join('; ')
}
