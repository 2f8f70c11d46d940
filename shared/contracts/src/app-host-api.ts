import { createRoute } from '@hono/zod-openapi'
import { z } from 'zod'
import { jsonAnswer, nullable, time } from './primitives.ts'
import { problems } from './problem.ts'

const resource = z
  .object({
    name: z.string(),
    type: z.string(),
    state: z.enum(['Waiting', 'Starting', 'Running', 'Healthy', 'Unhealthy', 'Restarting', 'Stopping', 'Exited']),
    urls: z.record(z.string(), z.string()),
    links: z.array(z.object({ title: z.string(), url: z.string() })),
    waitsFor: z.array(z.string()),
    pid: nullable(z.int()),
    restarts: z.int(),
    startedAt: nullable(time),
    lastEnding: nullable(
      z.object({ code: nullable(z.int()), signal: nullable(z.string()), error: nullable(z.string()) }),
    ),
    commands: z.array(z.object({ name: z.string(), title: z.string() })),
  })
  .meta({ id: 'AppHostResource' })
export type AppHostResource = z.infer<typeof resource>

const logLine = z.object({
  number: z.int().describe('of the lines of this resource since the app host started, from 1'),
  at: time,
  stream: z.enum(['stdout', 'stderr', 'apphost']),
  text: z.string(),
})
export type AppHostLogLine = z.infer<typeof logLine>

const named = z.object({ name: z.string() })

/** What the app host tells and does, for whoever has its key. Only where the app host runs the system. */
export const appHostApi = {
  listResources: createRoute({
    method: 'get',
    path: '/resources',
    operationId: 'listResources',
    summary: 'What runs, in the order of the topology',
    responses: { 200: jsonAnswer('The resources', z.object({ resources: z.array(resource) })), ...problems(401) },
  }),
  readLogs: createRoute({
    method: 'get',
    path: '/resources/{name}/logs',
    operationId: 'readResourceLogs',
    summary: 'The newest lines that a resource wrote, oldest first',
    request: {
      params: named,
      query: z.strictObject({
        tail: z.string().optional().describe('at most so many, of the 1,000 that are kept (200)'),
        after: z.string().optional().describe('only lines after the one with this number'),
      }),
    },
    responses: { 200: jsonAnswer('The lines', z.object({ lines: z.array(logLine) })), ...problems(401, 404) },
  }),
  runCommand: createRoute({
    method: 'post',
    path: '/resources/{name}/commands/{command}',
    operationId: 'runResourceCommand',
    summary: 'Begin a command; the state tells how it went',
    request: { params: named.extend({ command: z.string() }) },
    responses: { 202: jsonAnswer('Begun', resource), ...problems(401, 404) },
  }),
}
