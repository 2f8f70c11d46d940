import type { OpenAPIHono } from '@hono/zod-openapi'
import { problem } from '@waybill/contracts'

type Answers = Record<string, object>
type Operation = { requestBody?: object; security?: object[]; responses: Answers }

const scheme = { type: 'http', scheme: 'bearer', description: 'The credential of a service' } as const
const answer = { $ref: '#/components/responses/Problem' }

/**
 * The OpenAPI 3.1 document of all routes, as JSON text. Adds what no contract repeats: the answers that every route can
 * give, and the service credential. Throws when a contract cannot be documented, so call it at start.
 */
export function openApiDocument(app: OpenAPIHono, info: { title: string; version: string }): string {
  app.openAPIRegistry.registerComponent('securitySchemes', 'serviceKey', scheme)
  app.openAPIRegistry.registerComponent('responses', 'Problem', {
    description: 'What went wrong (RFC 9457)',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  })
  app.openAPIRegistry.register('Problem', problem)
  const document = app.getOpenAPI31Document({ openapi: '3.1.0', info })
  for (const path of Object.values(document.paths ?? {})) {
    for (const operation of Object.values(path as Record<string, Operation>)) addCommonAnswers(operation)
  }
  return JSON.stringify(document)
}

function addCommonAnswers(operation: Operation): void {
  const common = operation.requestBody ? [400, 413, 415, 500, 503] : [400, 500, 503]
  if (operation.security) common.push(401)
  operation.responses = { ...Object.fromEntries(common.map((status) => [status, answer])), ...operation.responses }
}
