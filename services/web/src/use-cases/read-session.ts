import { AppError } from '@waybill/errors'
import { type OperatorSession, readSession } from '../domain/operator-session.ts'

export type ReadSession = ReturnType<typeof createReadSession>

/** Who is logged in, by the signed text of the cookie. Throws `login-required` when nobody is, or no longer. */
export function createReadSession({ now }: { now: () => Date }) {
  return (signedText: string | undefined): OperatorSession => {
    const session = signedText === undefined ? undefined : readSession(signedText, now())
    if (session) return session
    throw new AppError('unauthorized', 'login-required', 'This is for operators. Log in with the key of the console.')
  }
}
