import type { Contract } from '@waybill/contracts'
import type { UpstreamAnswer, UpstreamCall } from '../domain/upstream.ts'
import type { Upstream } from '../gateways/upstream.ts'

export type PassOnShopperCall = ReturnType<typeof createPassOnShopperCall>

/** A shopper's call goes to order as it is, without a credential of anyone. */
export function createPassOnShopperCall({ order }: { order: Upstream }) {
  return (route: Contract, call: UpstreamCall): Promise<UpstreamAnswer> => order(route, call)
}
