import { appHostApi, type Contract, type OpsNeighbour, opsAddress, opsCommand, opsRoutes } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { PassOnOperatorCall } from '../use-cases/pass-on-operator-call.ts'
import { operatorOf } from './operator-guards.ts'
import { addPassedRoute } from './pass-on.ts'

/** The routes of the allow-list that belong to those who can be reached from here. */
export function passOnOperatorCallRoutes(passOnOperatorCall: PassOnOperatorCall, reachable: readonly OpsNeighbour[]) {
  const router = createRouter()
  for (const neighbour of reachable) {
    for (const route of opsRoutes[neighbour]) {
      const contract = { ...narrowed(route), path: opsAddress(route) }
      addPassedRoute(router, contract, neighbour, (call, c) =>
        passOnOperatorCall(neighbour, route, operatorOf(c).operator, call),
      )
    }
  }
  return router
}

function narrowed(route: Contract): Contract {
  if (route !== appHostApi.runCommand) return route
  const { params } = appHostApi.runCommand.request
  return { ...route, request: { params: params.extend({ command: opsCommand }) } }
}
