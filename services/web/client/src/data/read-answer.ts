import type { CallRoute, Problem as ProblemDocument } from '@waybill/contracts'
import type { z } from 'zod'
import { Problem, Unreadable } from '../format/failure.ts'

/** The contract's answer, checked by its schema. Throws a Problem from 400 on, Unreadable for what the contract does not know. */
export async function readAnswer(response: Response, route: CallRoute): Promise<{ status: number; body: unknown }> {
  const { status } = response
  if (status >= 400) throw await problemOf(response)
  const expected = (route.responses as Record<number, Expected>)[status]
  if (!expected) throw new Unreadable(`status ${status}`)
  const schema = Object.values(expected.content ?? {})[0]?.schema
  if (!schema) return { status, body: undefined }
  const parsed = schema.safeParse(await jsonOf(response))
  if (!parsed.success) throw new Unreadable(parsed.error.issues[0]?.path.join('.') || 'the whole')
  return { status, body: parsed.data }
}

type Expected = { content?: Record<string, { schema: z.ZodType }> }

async function problemOf(response: Response): Promise<Problem> {
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json')
  const document = isProblem ? ((await jsonOf(response)) as ProblemDocument | undefined) : undefined
  return new Problem({ status: response.status, document, retryAfterSeconds: secondsOf(response) })
}

// Ours is always in seconds; a date from somebody between us and the server is passed over.
function secondsOf(response: Response): number | undefined {
  const header = response.headers.get('retry-after') ?? ''
  return /^\d{1,5}$/.test(header) ? Number(header) : undefined
}

/** Undefined for what is no JSON; a connection that breaks while it is read still throws. */
async function jsonOf(response: Response): Promise<unknown> {
  const text = await response.text()
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
