import type { AnswerOf, AnswerStatus, CallRoute } from '@waybill/contracts'

type Thrown<S extends number> = S extends 408 | 425 | 429 ? S : `${S}` extends `5${string}` ? S : never

/** What a call returns: one of the contract's answers, told apart by `status`. Those that are always thrown are not in it. */
export type CallAnswer<R extends CallRoute> = AnswerOf<R, Exclude<AnswerStatus<R>, Thrown<AnswerStatus<R>>>>
