import { createRoute } from '@hono/zod-openapi'
import { z } from 'zod'
import { filledText, id, jsonAnswer, jsonBody, nullable, time } from './primitives.ts'
import { problems } from './problem.ts'

const webSettings = z
  .object({
    demoUsers: z.array(z.object({ id, name: z.string() })).describe('until identity exists: who one may be'),
    mailboxUrl: nullable(z.string()).describe('where the mails of a demonstration are read'),
  })
  .meta({ id: 'WebSettings' })
export type WebSettings = z.infer<typeof webSettings>

const operatorSession = z
  .object({
    operator: z.string(),
    expiresAt: time,
    eWallet: z.boolean().describe('the e-wallet stand-in can be reached, for its desk'),
    resources: z.boolean().describe('the app host runs the system, and can be asked'),
  })
  .meta({ id: 'OperatorSession' })
export type OperatorSession = z.infer<typeof operatorSession>

/** Who acts, as it is recorded: visible ASCII, so that it fits a header. */
export const operatorName = z.string().regex(/^[\x21-\x7e]{1,100}$/, 'visible ASCII characters, no spaces')

/** What the web server answers of its own; all else it passes on. */
export const webApi = {
  settings: createRoute({
    method: 'get',
    path: '/settings',
    operationId: 'readSettings',
    summary: 'What the page needs to know of where it runs',
    responses: { 200: jsonAnswer('The settings', webSettings) },
  }),
  openConsole: createRoute({
    method: 'get',
    path: '/ops/login',
    operationId: 'openConsole',
    summary: "The console's address with its key, as the app host prints it; without a key, the page that asks for one",
    request: { query: z.strictObject({ key: filledText(500).optional() }) },
    responses: {
      200: { description: 'The page', content: { 'text/html': { schema: z.string() } } },
      303: { description: 'To the console, with the cookie set; to the page that asks for the key if it is wrong' },
      ...problems(400, 404, 429),
    },
  }),
  login: createRoute({
    method: 'post',
    path: '/ops/login',
    operationId: 'loginOperator',
    summary: 'Exchange the key for a cookie',
    request: { body: jsonBody(z.strictObject({ key: filledText(500), operator: operatorName.optional() })) },
    responses: { 200: jsonAnswer('The session', operatorSession), ...problems(400, 401, 403, 404, 429) },
  }),
  logout: createRoute({
    method: 'post',
    path: '/ops/logout',
    operationId: 'logoutOperator',
    summary: 'Give the cookie back',
    responses: { 204: { description: 'Gone' }, ...problems(403) },
  }),
  session: createRoute({
    method: 'get',
    path: '/ops/session',
    operationId: 'readOperatorSession',
    summary: 'Who is logged in, and what the console can show here',
    responses: { 200: jsonAnswer('The session', operatorSession), ...problems(401, 404) },
  }),
}
