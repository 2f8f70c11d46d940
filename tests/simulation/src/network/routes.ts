import type { CallInput, CallRoute } from '@waybill/contracts'
import { AppError, type RefusalKind } from '@waybill/errors'

export type Answer = { status: number; body: unknown; retryAfterSeconds?: number | undefined }
type Handle = (input: never) => Promise<Answer>

export type Routes = ReturnType<typeof createRoutes>

const statusOf = {
  ...{ invalid: 400, unauthorized: 401, forbidden: 403, 'not-found': 404, conflict: 409, unprocessable: 422 },
  ...{ 'too-large': 413, unsupported: 415, 'too-many': 429, unavailable: 503 },
} as const satisfies Record<RefusalKind, number>

/** What one server answers, by the routes of its contracts. Refusals become answers as `http-server` makes them. */
export function createRoutes() {
  const handlers = new Map<object, Handle>()
  return {
    on<R extends CallRoute>(route: R, handle: (input: CallInput<R>) => Promise<Answer>): void {
      handlers.set(route, handle as Handle)
    },

    async answer(route: object, input: unknown): Promise<Answer> {
      try {
        const handle = handlers.get(route)
        return handle ? await handle(input as never) : { status: 404, body: { code: 'not-found' } }
      } catch (error) {
        if (!(error instanceof AppError)) return { status: 500, body: { code: 'internal-error' } }
        const { kind, code, retryAfterSeconds } = error
        return { status: statusOf[kind], body: { code }, retryAfterSeconds }
      }
    },
  }
}

/** The answer that an idempotency key keeps. */
export const stored = ({ status, body }: { status: number; body: string }): Answer => ({
  ...{ status, body: JSON.parse(body) },
})
