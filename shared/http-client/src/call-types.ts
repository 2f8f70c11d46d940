import type { RouteConfig } from '@hono/zod-openapi'
import type { z } from 'zod'

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
type Body<R> = R extends { request: { body: infer B } } ? { body: z.input<Json<B>> } : unknown

/** What a call takes: the params, query, headers and body of its contract, optional where the contract leaves them out. */
export type CallInput<R extends RouteConfig> = Part<R, 'params'> & Part<R, 'query'> & Part<R, 'headers'> & Body<R>

type Thrown<S extends number> = S extends 408 | 425 | 429 ? S : `${S}` extends `5${string}` ? S : never
type Returned<R extends RouteConfig> = Exclude<keyof R['responses'] & number, Thrown<keyof R['responses'] & number>>

/** What a call returns: one of the contract's answers, told apart by `status`. Those that are always thrown are not in it. */
export type CallAnswer<R extends RouteConfig> = {
  [S in Returned<R>]: {
    status: S
    body: R['responses'][S] extends { content: object } ? z.output<Json<R['responses'][S]>> : undefined
  }
}[Returned<R>]
