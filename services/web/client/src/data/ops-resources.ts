import { queryOptions } from '@tanstack/react-query'
import { appHostApi } from '@waybill/contracts'
import { live, opsRequest } from './ops-request.ts'

/** What the app host runs, in the order of its topology. */
export const resourcesQuery = queryOptions({
  queryKey: ['ops', 'app-host', 'resources'],
  queryFn: ({ signal }) => opsRequest(appHostApi.listResources, {}, signal).then(({ body }) => body.resources),
  ...live(2_000),
})

/** The newest lines that a resource wrote, oldest first. `following` false: as they are now, and no more. */
export const logQuery = (name: string, following: boolean) =>
  queryOptions({
    queryKey: ['ops', 'app-host', 'logs', name],
    queryFn: ({ signal }) =>
      opsRequest(appHostApi.readLogs, { params: { name }, query: { tail: '300' } }, signal).then(
        ({ body }) => body.lines,
      ),
    ...(following ? live(2_000) : { refetchInterval: false as const }),
  })

/** Begins a restart; the state of the resource tells how it went. */
export const restartResource = (name: string) =>
  opsRequest(appHostApi.runCommand, { params: { name, command: 'restart' } })
