import type { Context } from 'hono'
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie'
import { type OperatorSession, sessionMs, writeSession } from '../domain/operator-session.ts'

const name = 'waybill-operator'

export type OperatorCookie = ReturnType<typeof createOperatorCookie>

/** The cookie that an operator holds: signed, for these pages alone, out of the reach of scripts and of other sites. */
export function createOperatorCookie({ secret, isSecure }: { secret: Uint8Array<ArrayBuffer>; isSecure: boolean }) {
  const options = { path: '/ops', httpOnly: true, sameSite: 'Strict', secure: isSecure } as const
  return {
    set: (c: Context, session: OperatorSession) =>
      setSignedCookie(c, name, writeSession(session), secret, { ...options, maxAge: sessionMs / 1_000 }),
    /** What was signed; undefined when there is no cookie, or none that we signed. */
    read: async (c: Context) => (await getSignedCookie(c, secret, name)) || undefined,
    clear: (c: Context) => void deleteCookie(c, name, options),
  }
}
