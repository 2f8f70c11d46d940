import type { Contract, OpsNeighbour } from '@waybill/contracts'
import type { UpstreamAnswer, UpstreamCall } from '../domain/upstream.ts'
import type { Upstream } from '../gateways/upstream.ts'

/** Those that can be reached from here. */
export type Neighbours = Partial<Record<OpsNeighbour, Upstream>>
export type PassOnOperatorCall = ReturnType<typeof createPassOnOperatorCall>

/** An operator's call goes to whom it is for, with the name under which that service records it. */
export function createPassOnOperatorCall({ neighbours }: { neighbours: Neighbours }) {
  return async (to: OpsNeighbour, route: Contract, operator: string, call: UpstreamCall): Promise<UpstreamAnswer> => {
    const headers = { ...call.headers, 'x-operator': operator }
    return neighbours[to]?.(route, { ...call, headers }) ?? { kind: 'unreachable' }
  }
}
