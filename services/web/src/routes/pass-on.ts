import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { type Contract, problems } from '@waybill/contracts'
import { sendProblem } from '@waybill/http-server'
import type { Context } from 'hono'
import type { StatusCode } from 'hono/utils/http-status'
import { passedOn } from '../domain/passed-headers.ts'
import type { UpstreamAnswer, UpstreamCall } from '../domain/upstream.ts'

type PassOn = (call: UpstreamCall, c: Context) => Promise<UpstreamAnswer>
type Values = Record<string, unknown>

/** Adds a neighbour's route at `path`: checked by its contract here as there, then passed on. */
export function addPassedRoute(router: OpenAPIHono, contract: Contract, neighbour: string, passOn: PassOn): void {
  const { security: _, ...route } = contract
  const documented = createRoute({ ...route, responses: { ...added(route), ...route.responses } })
  const handler = async (c: Context) => answer(c, neighbour, await passOn(await callIn(c, contract), c))
  router.openapi(documented as Contract, handler as never)
}

/** What is answered here and not by the neighbour. */
const added = ({ method }: Contract) => ({ ...(method !== 'get' && problems(403)), ...problems(502, 503, 504) })

/** Of the request only what the contract knows, as checked, and the headers of the allow-list. */
async function callIn(c: Context, { request }: Contract): Promise<UpstreamCall> {
  const valid = (part: string) => (c.req.valid(part as never) as Values | undefined) ?? {}
  return {
    method: c.req.method,
    params: valid('param'),
    query: valid('query'),
    headers: passedOn((name) => c.req.header(name)),
    body: request?.body && 'text' in c.req.bodyCache ? await c.req.text() : undefined,
    gone: c.req.raw.signal,
  }
}

function answer(c: Context, neighbour: string, given: UpstreamAnswer): Response {
  switch (given.kind) {
    case 'answer':
      return c.newResponse(given.body, given.status as StatusCode, given.headers)
    case 'unreachable':
      return sendProblem(c, 503, `${neighbour}-unavailable`, { detail: 'Not to be reached now.', retryAfterSeconds: 1 })
    case 'late':
      return sendProblem(c, 504, `${neighbour}-late`, { detail: 'No answer in time.', retryAfterSeconds: 1 })
    case 'unusable':
      return sendProblem(c, 502, `${neighbour}-unusable`, { detail: 'An answer that cannot be passed on.' })
    case 'full':
      return sendProblem(c, 503, 'streams-full', { detail: 'Too many streams are open.', retryAfterSeconds: 10 })
    case 'gone':
      return c.body(null, clientClosedRequest as StatusCode)
    default:
      return given satisfies never
  }
}

/** As nginx has it in its log: nobody is there to read an answer. */
const clientClosedRequest = 499
