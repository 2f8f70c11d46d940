import { NeighbourFault } from '@waybill/errors'

type Refusal = { status: 400 | 401 | 404 | 409 | 422; body: { code: string } }
type Created = { status: 201; body: { processId: string; reference: string } }

/**
 * The reference of what the service `neighbour` did for this process. A refusal is a permanent fault; an answer for another
 * process is a passing one, since it says nothing about ours.
 */
export function referenceOf(neighbour: string, processId: string, answer: Created | Refusal): string {
  if (answer.status !== 201) throw refusedBy(neighbour, answer)
  if (answer.body.processId === processId) return answer.body.reference
  const message = `${neighbour} answered 201 for another process`
  throw new NeighbourFault({ neighbour, kind: 'unreadable', fault: 'passing', status: 201, message })
}

/** A refusal by the service's own contract: whoever asks again gets it again. */
export function refusedBy(neighbour: string, { status, body: { code } }: Refusal): NeighbourFault {
  const message = `${neighbour} answered ${status} (${code})`
  return new NeighbourFault({ neighbour, kind: 'status', fault: 'permanent', status, code, message })
}
