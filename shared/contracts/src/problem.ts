import { z } from 'zod'

/** RFC 9457 problem details, with a stable `code` for machines and `errors` for bad input. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    code: z.string(),
    requestId: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' })

export type Problem = z.infer<typeof problem>

const answer = { description: 'Problem', content: { 'application/problem+json': { schema: problem } } }

/** The error answers of a route. Those that every route can give are added by the server's own document. */
export const problems = <S extends number>(...statuses: S[]) =>
  Object.fromEntries(statuses.map((status) => [status, answer])) as Record<S, typeof answer>
