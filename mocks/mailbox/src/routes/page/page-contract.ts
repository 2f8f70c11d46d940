import { createRoute } from '@hono/zod-openapi'
import { z } from 'zod'

const view = {
  query: z.string().max(500).optional(),
  start: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .optional(),
}
const part = z.enum(['html', 'text', 'headers']).optional()
export type MailPart = NonNullable<z.infer<typeof part>>

const params = z.object({ id: z.uuid() })
const pageAnswer = (description: string) => ({ description, content: { 'text/html': { schema: z.string() } } })

/** The pages for people. Nobody else calls them, so they are not in the API's document. */
export const pageContract = {
  list: createRoute({
    hide: true,
    method: 'get',
    path: '/',
    request: { query: z.object(view) },
    responses: { 200: pageAnswer('The list') },
  }),
  mail: createRoute({
    hide: true,
    method: 'get',
    path: '/messages/{id}',
    request: { params, query: z.object({ ...view, part }) },
    responses: { 200: pageAnswer('The list and one mail'), 404: pageAnswer('No such mail') },
  }),
  body: createRoute({
    hide: true,
    method: 'get',
    path: '/messages/{id}/body',
    request: { params },
    responses: { 200: pageAnswer('The HTML part, for the frame'), 404: pageAnswer('No such mail') },
  }),
}
