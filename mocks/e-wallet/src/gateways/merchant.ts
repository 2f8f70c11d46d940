import type { Variant } from '../domain/deliveries.ts'

type Deps = {
  /** From configuration only: a request cannot choose where its webhook goes. */
  webhookUrl: string
  sign: (eventId: string, at: Date, body: string) => string
  signWrongly: (eventId: string, at: Date, body: string) => string
  timeoutMs: number
  now: () => Date
}

/** So old that it is stale by a clock that is minutes slow, too. */
const staleMs = 60 * 60_000

/** The merchant whose webhook we call. */
export function createMerchant(deps: Deps) {
  return {
    /** Sends the webhook as its variant says. The status of the answer, or `null` when none came in time. */
    async send({
      eventId,
      variant,
      body,
    }: {
      eventId: string
      variant: Variant
      body: string
    }): Promise<number | null> {
      const at = new Date(deps.now().getTime() - (variant === 'stale-timestamp' ? staleMs : 0))
      const sign = variant === 'bad-signature' ? deps.signWrongly : deps.sign
      const headers = {
        'content-type': 'application/json',
        'webhook-id': eventId,
        'webhook-timestamp': Math.floor(at.getTime() / 1_000).toString(),
        'webhook-signature': sign(eventId, at, body),
      }
      return post(deps.webhookUrl, { headers, body }, deps.timeoutMs)
    },
  }
}

async function post(url: string, message: { headers: Record<string, string>; body: string }, timeoutMs: number) {
  try {
    const signal = AbortSignal.timeout(timeoutMs)
    const answer = await fetch(url, { method: 'POST', redirect: 'error', signal, ...message })
    await answer.body?.cancel()
    return answer.status
  } catch {
    return null
  }
}
