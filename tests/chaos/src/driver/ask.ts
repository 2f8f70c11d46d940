import { createHash } from 'node:crypto'
import type { Try } from '../evidence.ts'

export type Answer = { status: number; code: string | null; body: Record<string, unknown> | undefined }

export type Question = Pick<Try, 'operation' | 'userId' | 'orderId' | 'key'> & {
  path: string
  body?: object
  /** After so long the client hangs up. */
  patienceMs: number
}

export type Ask = ReturnType<typeof createAsk>

type Deps = { urls: readonly string[]; serviceKey: string; random: () => number; now: () => Date; tries: Try[] }

/** Asks one of the order services, and notes the try with what became of it. Undefined: nobody knows what became of it. */
export function createAsk({ urls, serviceKey, random, now, tries }: Deps) {
  return async function ask({ path, body, patienceMs, ...asked }: Question): Promise<Answer | undefined> {
    const method = asked.operation === 'read' ? 'GET' : 'POST'
    const text = body && JSON.stringify(body)
    const url = urls[Math.floor(random() * urls.length)]
    const requestHash = sha256(`${method} ${path}\n${text ?? ''}`)
    const unanswered = { status: null, answerHash: null, code: null, endedAt: null, version: null, totalMinor: null }
    const row: Try = { at: now().toISOString(), ...asked, requestHash, ...unanswered }
    tries.push(row)
    try {
      const headers = {
        authorization: `Bearer ${serviceKey}`,
        ...(text && { 'content-type': 'application/json' }),
        ...(asked.key && { 'idempotency-key': asked.key }),
      }
      const signal = AbortSignal.timeout(Math.ceil(patienceMs))
      const response = await fetch(`${url}${path}`, { method, headers, signal, ...(text && { body: text }) })
      const said = await response.text()
      const answer = answerOf(response.status, said)
      note(row, answer, said, now())
      return answer
    } catch {
      return undefined
    }
  }
}

/** What cannot be understood has no body, and decides nothing. */
function answerOf(status: number, said: string): Answer {
  try {
    const body = JSON.parse(said)
    return { status, code: typeof body?.code === 'string' ? body.code : null, body }
  } catch {
    return { status, code: null, body: undefined }
  }
}

function note(row: Try, { status, code, body }: Answer, said: string, endedAt: Date): void {
  const number = (value: unknown) => (typeof value === 'number' ? value : null)
  Object.assign(row, { status, code, answerHash: sha256(said), endedAt: endedAt.toISOString() })
  Object.assign(row, { version: number(body?.version), totalMinor: number(body?.totalMinor) })
  if (row.operation === 'create' && status === 201 && typeof body?.id === 'string') row.orderId = body.id
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
