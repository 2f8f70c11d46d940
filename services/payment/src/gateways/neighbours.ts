import { type Client, createNeighbour } from '@waybill/http-client'
import type { BreakerState } from '@waybill/resilience'
import type { System } from '@waybill/service-host'

type Deps = {
  eWalletUrl: string
  orderUrl: string
  serviceKey: string | undefined
  system: Pick<System, 'now' | 'monotonicMs' | 'random'>
}

/** How long, how often and how many at once neighbours are called. Both ways to the e-wallet see the same outage. */
export function createNeighbours({ eWalletUrl, orderUrl, serviceKey, system }: Deps) {
  const cut = new AbortController()
  const untilCut =
    (call: Client): Client =>
    (route, input) =>
      call(route, input, cut.signal)
  const eWallet = { neighbour: 'e-wallet', baseUrl: eWalletUrl, ...system }
  const submit = createNeighbour({
    ...eWallet,
    budget: { tries: 2, attemptTimeoutMs: 3_000, totalTimeoutMs: 7_000, concurrent: 20 },
  })
  const ask = createNeighbour({
    ...{ ...eWallet, breaker: submit.breaker },
    budget: { tries: 2, attemptTimeoutMs: 2_000, totalTimeoutMs: 5_000, concurrent: 5, queued: 20 },
  })
  const order = createNeighbour({
    ...{ neighbour: 'order', baseUrl: orderUrl, serviceKey, ...system },
    budget: { tries: 1, attemptTimeoutMs: 2_000, totalTimeoutMs: 2_000, concurrent: 10 },
  })
  return {
    ...{ submitCall: untilCut(submit.call), askCall: untilCut(ask.call), orderCall: order.call },
    ...{ eWalletState: submit.state, orderState: order.state },
    /** One payment may take three calls, longer than a process has to stop: what is cut is called again by the next one. */
    cutOnStop: { start: () => {}, stop: () => void setTimeout(() => cut.abort(), 5_000).unref() },
  }
}

/** For a neighbour that was found down no more than a probe is taken: an outage wears out no row and fills no log. */
export function unlessDown<Item>(state: () => BreakerState, take: (limit: number) => Promise<Item[]>) {
  return async (limit: number): Promise<Item[]> => {
    const room = { closed: limit, 'half-open': 1, open: 0 }[state()]
    return room > 0 ? take(room) : []
  }
}
