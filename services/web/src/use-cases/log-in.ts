import { AppError } from '@waybill/errors'
import { type OperatorSession, sessionMs } from '../domain/operator-session.ts'
import { isSameSecret } from '../domain/ops-key.ts'

type Deps = { opsKey: string; now: () => Date; monotonicMs: () => number }

export type LogIn = ReturnType<typeof createLogIn>

const attempts = 10
const windowMs = 60_000

/**
 * The key for a session of 12 hours; undefined when it is wrong. After ten wrong keys in a minute nobody gets in until the
 * first of them is a minute old: the refusal then says nothing of the key that came with it.
 */
export function createLogIn({ opsKey, now, monotonicMs }: Deps) {
  let wrong: number[] = []

  return (key: string, operator = 'operator'): OperatorSession | undefined => {
    const atMs = monotonicMs()
    wrong = wrong.filter((earlier) => earlier > atMs - windowMs)
    if (wrong.length >= attempts) throw tooMany((wrong[0] ?? atMs) + windowMs - atMs)
    if (isSameSecret(key, opsKey)) return { operator, expiresAt: new Date(now().getTime() + sessionMs) }
    wrong.push(atMs)
    return undefined
  }
}

function tooMany(waitMs: number): AppError {
  const retryAfterSeconds = Math.ceil(waitMs / 1_000)
  return new AppError('too-many', 'too-many-attempts', 'Too many wrong keys. Wait a minute.', { retryAfterSeconds })
}
