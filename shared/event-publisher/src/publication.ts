import type { Fault } from '@waybill/errors'

/** `permanent`: SNS will never take this event. `passing`: it may yet, or has taken it without our knowing. */
export type Refusal = { id: string; reason: string; fault: Fault }

/** Every event is in one of the two. */
export type Publication = { accepted: string[]; refused: Refusal[] }
