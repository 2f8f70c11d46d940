import { type DefaultError, type QueryKey, type UseQueryOptions, useQuery } from '@tanstack/react-query'
import { useFailure } from './use-failure.ts'

/** What a page shows of one source: its last data stay while it cannot be reached, with the failure beside them. */
export type Live<T> = {
  data: T | undefined
  failure: Error | null
  /** When the data came, in ms; 0 before they did. */
  asOf: number
  retry: () => void
}

/** Watches one source. */
export function useLive<Raw, T, Key extends QueryKey>(options: UseQueryOptions<Raw, DefaultError, T, Key>): Live<T> {
  const query = useQuery(options)
  const failure = useFailure(query)
  return { data: query.data, failure, asOf: query.dataUpdatedAt, retry: () => void query.refetch() }
}
