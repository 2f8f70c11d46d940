import type { z } from 'zod'

/** What a call needs of a contract's route. */
export type Route = { method: string; path: string; request?: object; responses: object }

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
export type CallInput<R extends Route> = Part<R, 'params'> & Part<R, 'query'> & Part<R, 'headers'> & Body<R>

type Returned<S> = S extends number ? (`${S}` extends `${4 | 5}${string}` ? never : S) : never

/** What a call returns: the contract's answers below 400, told apart by `status`. The others are thrown. */
export type CallAnswer<R extends Route> = {
  [S in Returned<keyof R['responses'] & number>]: {
    status: S
    body: R['responses'][S] extends { content: object } ? z.output<Json<R['responses'][S]>> : undefined
  }
}[Returned<keyof R['responses'] & number>]
