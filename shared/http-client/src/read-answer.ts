import type { RouteConfig } from '@hono/zod-openapi'
import { type Fault, NeighbourFault, type NeighbourFaultKind } from '@waybill/errors'
import type { z } from 'zod'
import type { RawAnswer } from './exchange.ts'
import { retryAfterSeconds } from './retry-after.ts'

type Reader = { neighbour: string; route: RouteConfig; now: () => Date }

/**
 * The contract's answer, or a NeighbourFault: passing for 408, 425, 429, 5xx, a redirect and a 2xx that cannot be read, permanent
 * for a 4xx that the contract does not know or whose body is not the contract's.
 */
export function readAnswer(raw: RawAnswer, reader: Reader): { status: number; body: unknown } {
  const { status } = raw
  const expected = reader.route.responses[status]
  if (isPassing(status) || expected === undefined) throw faultOf(raw, reader, 'status', `answered ${status}`)
  const schema = jsonSchemaOf(expected)
  if (schema === undefined) return { status, body: undefined }
  const unreadable = (why: string) => faultOf(raw, reader, 'unreadable', `answered ${status} with ${why}`)

  if (raw.body === undefined) throw unreadable('too many bytes')
  const json = parseJson(raw.body)
  if (json === undefined) throw unreadable(`${raw.contentType.slice(0, 100)} that is no JSON`)
  const parsed = schema.safeParse(json.value)
  if (!parsed.success) throw unreadable(`JSON that is not the contract's, at ${placesOf(parsed.error)}`)
  return { status, body: parsed.data }
}

const isPassing = (status: number) => [408, 425, 429].includes(status) || status >= 500
const isRefusal = (status: number) => status >= 400 && !isPassing(status)

function faultOf(raw: RawAnswer, { neighbour, now }: Reader, kind: NeighbourFaultKind, what: string) {
  const fault: Fault = isRefusal(raw.status) ? 'permanent' : 'passing'
  const code = problemCodeOf(raw)
  const message = `${neighbour} ${what}${code === undefined ? '' : ` (${code})`}`
  const seconds = retryAfterSeconds(raw.retryAfter, now())
  return new NeighbourFault({ neighbour, kind, fault, message, status: raw.status, code, retryAfterSeconds: seconds })
}

// The detail and the rest of a problem document stay out of the fault: a neighbour may have put personal data into them.
function problemCodeOf({ status, body }: RawAnswer): string | undefined {
  if (status < 400 || body === undefined) return undefined
  const { code } = Object(parseJson(body)?.value) as { code?: unknown }
  return typeof code === 'string' && /^[\w.-]{1,64}$/.test(code) ? code : undefined
}

function parseJson(bytes: Uint8Array): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) }
  } catch {
    return undefined
  }
}

function jsonSchemaOf(answer: object): z.ZodType | undefined {
  const { content = {} } = answer as { content?: Record<string, { schema: z.ZodType }> }
  return Object.values(content)[0]?.schema
}

const placesOf = (error: z.ZodError) =>
  error.issues
    .slice(0, 3)
    .map((issue) => issue.path.join('.') || 'the top')
    .join(', ')
