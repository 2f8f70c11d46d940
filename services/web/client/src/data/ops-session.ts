import { type QueryCacheNotifyEvent, queryOptions, useQueryClient } from '@tanstack/react-query'
import { webApi } from '@waybill/contracts'
import { useEffect } from 'react'
import { Problem } from '../format/failure.ts'
import { request } from './request.ts'

/** Who is logged in; a Problem with status 401 when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ['ops-session'],
  queryFn: ({ signal }) => request(webApi.session, {}, signal).then(({ body }) => body),
  staleTime: 60_000,
})

export type Credentials = { key: string; operator: string }

/** Exchanges the key for the cookie. */
export const logIn = ({ key, operator }: Credentials) =>
  request(webApi.login, { body: { key, ...(operator && { operator }) } }).then(({ body }) => body)

/** Gives the cookie back. */
export const logOut = () => request(webApi.logout, {})

export const isLoggedOut = (error: unknown) => error instanceof Problem && error.status === 401

/** Asks again who is logged in as soon as any call of the console is refused for want of a session. */
export function useSessionWatch() {
  const queries = useQueryClient()
  useEffect(() => {
    const askAgain = ({ type, query }: QueryCacheNotifyEvent) => {
      const refused = type === 'updated' && query.queryKey[0] === 'ops' && isLoggedOut(query.state.error)
      if (refused) void queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
    }
    return queries.getQueryCache().subscribe(askAgain)
  }, [queries])
}
