import { OpenAPIHono } from '@hono/zod-openapi'
import { addToContext, type RequestContext } from '@waybill/request-context'
import { sendProblem } from './problem.ts'

type Issue = { path: PropertyKey[]; message: string }

const longestList = 20
const longestText = 200
const namesForLogs = ['userId', 'orderId', 'processId', 'job'] as const

/**
 * A router for routes that are contracts. What does not fit the contract is answered 400 `invalid-request` with one
 * entry in `errors` for each fault; the handler does not run. Ids in the path, once valid, are on each log line.
 */
export function createRouter() {
  return new OpenAPIHono({
    defaultHook: (result, c) => {
      if (!result.success) return refuse(c, result.target, result.error.issues)
      if (result.target === 'param') addToContext(pickNames(result.data))
    },
  })
}

// Lists and texts are cut: an answer must not grow with what was sent.
function refuse(c: Parameters<typeof sendProblem>[0], target: string, issues: Issue[]) {
  const errors = issues.slice(0, longestList).map(({ path, message }) => ({
    path: [target, ...path].map(String).join('.').slice(0, longestText),
    message: message.slice(0, longestText),
  }))
  return sendProblem(c, 400, 'invalid-request', { errors })
}

function pickNames(params: Record<string, string>): Partial<RequestContext> {
  const known = namesForLogs.filter((name) => params[name] !== undefined)
  return Object.fromEntries(known.map((name) => [name, params[name]]))
}
