import { mask } from './mask.ts'

type DescribedError = {
  type: string
  message: string
  stack?: string
  cause?: DescribedError
  errors?: DescribedError[]
  [fact: string]: unknown
}

// Everything else stays inside: pg puts a row's values into `detail` and `where`, others put SQL parameters or the whole
// request into fields of their own.
const safeFacts =
  'code kind fault neighbour status retryAfterSeconds syscall address port severity schema table constraint'.split(' ')
const deepest = 5

/**
 * An error as a log may show it: its type, message, stack frames, known facts, and the same of its causes (5 deep) and of
 * an AggregateError's parts. Never SQL parameters, row values or addresses. Takes whatever was thrown; does not throw.
 */
export function describeError(error: unknown): DescribedError {
  return describe(error, 1)
}

function describe(error: unknown, depth: number): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error, message: typeof error === 'string' ? mask(error) : '' }
  const inside = (other: unknown) => describe(other, depth + 1)
  const goDeeper = depth < deepest
  return {
    type: error.name,
    message: messageOf(error),
    ...factsOf(error),
    ...(error.stack !== undefined && { stack: framesOf(error.stack) }),
    ...(error.cause !== undefined && goDeeper && { cause: inside(error.cause) }),
    ...(error instanceof AggregateError && goDeeper && { errors: error.errors.map(inside) }),
  }
}

// SQLSTATE class 22, data exception: PostgreSQL quotes the value that it refused.
function messageOf(error: Error): string {
  const { code, severity } = error as { code?: unknown; severity?: unknown }
  const quotesValue = severity !== undefined && String(code).startsWith('22')
  return mask(quotesValue ? error.message.replace(/".*"/s, '"…"') : error.message)
}

function factsOf(error: Error): Record<string, string | number> {
  const facts: Record<string, string | number> = {}
  for (const name of safeFacts) {
    const value: unknown = Reflect.get(error, name)
    if (typeof value === 'number') facts[name] = value
    if (typeof value === 'string') facts[name] = mask(value)
  }
  return facts
}

// The lines before the first frame repeat the message, unmasked.
const framesOf = (stack: string) =>
  stack
    .split('\n')
    .filter((line) => /^ +at /.test(line))
    .join('\n')
