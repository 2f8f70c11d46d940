import { queryOptions } from '@tanstack/react-query'
import { webApi } from '@waybill/contracts'
import { request } from './request.ts'

/** What this page needs to know of where it runs: asked once. */
export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: async ({ signal }) => (await request(webApi.settings, {}, signal)).body,
  staleTime: Number.POSITIVE_INFINITY,
})
