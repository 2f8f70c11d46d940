import { type Problem, problem } from '@waybill/contracts'
import type { Answer } from './exchange.ts'

export type Expected = { status: number; code?: string; headers?: Record<string, string> }

/** What no answer may hold: traces of a stack, of SQL, of a path, of an error of the machine. */
const insides =
  /\bat .{1,200}(?:\.[cm]?[jt]s|node:\w+):\d+|node_modules|file:\/\/|\/src\/|(?:select|insert into|delete from|update) .{1,200}(?:from|values|where|set) |syntax error at|violates|duplicate key|kysely|postgres(?:ql)?:\/\/|ECONN|ENOENT|TypeError|ReferenceError|RangeError/i

/** Whether an answer tells of the inside of the service. */
export const tellsOfInside = (text: string): boolean => insides.test(text)

/** What is wrong with the answer; nothing when it is the refusal that was expected, as a problem document. */
export function faultsOf(answer: Answer, expected: Expected): string[] {
  const faults: string[] = []
  const code = problemOf(answer)?.code
  if (answer.status !== expected.status) faults.push(`${answer.status} (${code}) in place of ${expected.status}`)
  else if (expected.code !== undefined && code !== expected.code) faults.push(`${code} in place of ${expected.code}`)
  for (const [name, value] of Object.entries(expected.headers ?? {})) {
    if (answer.headers[name] !== value) faults.push(`${name}: ${answer.headers[name]} in place of ${value}`)
  }
  return [...faults, ...(answer.status >= 400 ? problemFaults(answer) : [])]
}

/** What is wrong with the form of a refusal. */
export function problemFaults(answer: Answer): string[] {
  const body = problemOf(answer)
  const faults: string[] = []
  if (answer.headers['content-type'] !== 'application/problem+json') faults.push('is no problem document')
  if (body === undefined) return [...faults, `has a body of another form: ${answer.text.slice(0, 200)}`]
  if (body.status !== answer.status) faults.push(`says status ${body.status}`)
  if (body.requestId === '' || body.requestId !== answer.headers['x-request-id']) faults.push('has an odd requestId')
  if (tellsOfInside(answer.text)) faults.push(`tells of its inside: ${answer.text.slice(0, 400)}`)
  if (Buffer.byteLength(answer.text) > 16_384) faults.push('grows with what was sent')
  return faults
}

function problemOf({ text }: Answer): Problem | undefined {
  try {
    return problem.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}
