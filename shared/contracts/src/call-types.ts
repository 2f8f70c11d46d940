import type { z } from 'zod'

/** What a caller needs of a contract's route. */
export type CallRoute = { method: string; path: string; request?: object; responses: object }

type Part<R, K extends string> = R extends { request: { [P in K]: infer S extends z.ZodType } }
  ? Partial<z.input<S>> extends z.input<S>
    ? { [P in K]?: z.input<S> }
    : { [P in K]: z.input<S> }
  : unknown
type Json<T> = T extends { content: infer C }
  ? C[keyof C] extends { schema: infer S extends z.ZodType }
    ? S
    : never
  : never
type Body<R> = R extends { request: { body: infer B } }
  ? B extends { required: true }
    ? { body: z.input<Json<B>> }
    : { body?: z.input<Json<B>> }
  : unknown

/** What a call takes: the params, query, headers and body of its contract, optional where the contract leaves them out. */
export type CallInput<R extends CallRoute> = Part<R, 'params'> & Part<R, 'query'> & Part<R, 'headers'> & Body<R>

/** The statuses of the contract's answers. */
export type AnswerStatus<R extends CallRoute> = keyof R['responses'] & number

/** The contract's answers with these statuses, told apart by `status`. */
export type AnswerOf<R extends CallRoute, Statuses extends AnswerStatus<R>> = {
  [S in Statuses]: {
    status: S
    body: R['responses'][S] extends { content: object } ? z.output<Json<R['responses'][S]>> : undefined
  }
}[Statuses]
