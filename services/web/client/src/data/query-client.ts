import { type Query, QueryClient } from '@tanstack/react-query'
import { isPassing, Problem } from '../format/failure.ts'

const quickRetries = 2
const repeatWhileDownMs = 3_000

/**
 * A query is repeated twice, soon, for a fault that passes, and then every three seconds until it succeeds: a page that shows an
 * error recovers by itself. A refusal is final. Nothing is written twice: commands are not repeated here.
 */
export const createQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => isPassing(error) && failures < quickRetries,
        retryDelay: (failures, error) => pauseMs(failures, error),
        refetchInterval: whileDown,
        networkMode: 'always', // a browser that calls itself offline still reaches its own machine
        staleTime: 2_000,
      },
      mutations: { networkMode: 'always' },
    },
  })

/** A refetch interval: `otherwise`, but soon while the query fails and may recover. */
export const whileDown = (query: Pick<Query, 'state'>, otherwise: number | false = false): number | false =>
  isPassing(query.state.error) ? repeatWhileDownMs : otherwise

/** 500 ms, doubled with each failure up to 5 s; never sooner than the server asked for. */
export function pauseMs(failures: number, error: unknown): number {
  const askedForMs = error instanceof Problem ? (error.retryAfterSeconds ?? 0) * 1_000 : 0
  return Math.max(askedForMs, Math.min(500 * 2 ** failures, 5_000))
}
