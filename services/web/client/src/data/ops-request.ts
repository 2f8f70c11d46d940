import { keepPreviousData, type Query } from '@tanstack/react-query'
import type { CallInput } from '@waybill/contracts'
import { type Contract, opsAddress } from '@waybill/contracts'
import type { CallAnswer } from './call-types.ts'
import { whileDown } from './query-client.ts'
import { request } from './request.ts'

/** Calls a route of a service through the operators' door, as `request` does. The server adds the credential and who acts. */
export const opsRequest = <R extends Contract>(
  route: R,
  input: CallInput<R>,
  signal?: AbortSignal,
): Promise<CallAnswer<R>> => request({ ...route, path: opsAddress(route) }, input, signal)

/** How a live part of the console is asked for: again every few seconds (not in a hidden tab), soon while it fails. */
export const live = (everyMs = 3_000) => ({
  refetchInterval: (query: Pick<Query, 'state'>) => whileDown(query, everyMs),
})

/** The same for a list, which keeps showing the page before while the next one loads. */
export const liveList = { ...live(), placeholderData: keepPreviousData }

/** How many rows a page of the console has. */
const rowsPerPage = 20

/** The page as the contracts want it. */
export const pageQuery = (page = 1) => ({ page: String(page), pageSize: String(rowsPerPage) })
