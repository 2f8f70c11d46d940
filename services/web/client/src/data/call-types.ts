import type { AnswerOf, AnswerStatus, CallRoute } from '@waybill/contracts'

type Returned<S extends number> = S extends unknown ? (`${S}` extends `${4 | 5}${string}` ? never : S) : never

/** What a call returns: the contract's answers below 400, told apart by `status`. The others are thrown. */
export type CallAnswer<R extends CallRoute> = AnswerOf<R, Returned<AnswerStatus<R>>>
