/** Who is logged in, and until when. */
export type OperatorSession = { operator: string; expiresAt: Date }

/** From login on, whatever is done meanwhile. */
export const sessionMs = 12 * 60 * 60 * 1_000

/** A session as the text that is signed. */
export function writeSession({ operator, expiresAt }: OperatorSession): string {
  return `${expiresAt.getTime()} ${operator}`
}

/** The session of a text whose signature was right; undefined once it has ended. */
export function readSession(text: string, now: Date): OperatorSession | undefined {
  const [, endsMs, operator] = /^(\d{1,15}) ([\x21-\x7e]{1,100})$/.exec(text) ?? []
  if (endsMs === undefined || operator === undefined || Number(endsMs) <= now.getTime()) return undefined
  return { operator, expiresAt: new Date(Number(endsMs)) }
}
