import {
  type ChaosSystem,
  createAsk,
  createClient,
  customerDomain,
  type DriverRecord,
  type PlannedOrder,
  type Question,
} from '@waybill/chaos'
import { seededRandom } from '@waybill/test-kit'
import type { Cell } from './cells.ts'

/** The order of a shopper: its id is there once it was created, and it is accepted once its checkout was. */
export type Placed = { readonly orderId: string | undefined; isAccepted: () => boolean }
export type Shoppers = ReturnType<typeof createShoppers>

/** Here some payments fail; at the others orders are waited for that were paid. */
const stageOfFailing = 'later'

type Deps = { system: ChaosSystem; record: DriverRecord; seed: number; now: () => Date }

/**
 * The careful clients of the chaos suite, as many as are asked for at the moment. Every second one goes through the pages'
 * server. The customer's address says to which cell and stage the order belongs.
 */
export function createShoppers({ system, record, seed, now }: Deps) {
  const over = new AbortController()
  const living = new Set<Promise<void>>()
  const random = seededRandom(seed)
  const { clientUrls, webUrls } = system.links
  const askOf = (urls: string[]) =>
    createAsk({ urls, serviceKey: system.host.secrets.serviceKey ?? '', random, now, tries: record.tries })
  const [askOrder, askWeb] = [askOf(clientUrls), askOf(webUrls)]
  let count = 0

  function shop(cell: Cell, stage: string): Placed {
    const planned = planOrder(count++, seed, {
      place: `${cell.name}.${stage}`,
      isFailing: stage === stageOfFailing && count % 2 === 0,
    })
    let orderId: string | undefined
    const isByWeb = planned.index % 2 === 1
    const ask = (question: Question) => (isByWeb && question.operation !== 'create' ? askWeb : askOrder)(question)
    const client = createClient(planned, {
      ...{ ask, random: seededRandom(planned.seed), over: over.signal, siblingOf: () => undefined },
      onCreated: (_, created) => {
        orderId = created
      },
    })
    const life = live(client).finally(() => living.delete(life))
    living.add(life)
    return {
      get orderId() {
        return orderId
      },
      isAccepted: () =>
        record.tries.some((made) => made.operation === 'checkout' && made.orderId === orderId && made.status === 202),
    }
  }

  return {
    /** So many begin to shop now. */
    send: (cell: Cell, stage: string, orders: number): Placed[] =>
      Array.from({ length: orders }, () => shop(cell, stage)),
    /** Nobody asks any more. */
    async stop(): Promise<void> {
      over.abort()
      await Promise.all(living)
    },
  }
}

async function live(client: ReturnType<typeof createClient>): Promise<void> {
  const orderId = await client.buy()
  if (orderId !== undefined) await client.follow(orderId)
}

type Place = { place: string; isFailing: boolean }

function planOrder(index: number, seed: number, { place, isFailing }: Place): PlannedOrder {
  return {
    ...{ index, seed: seed * 1_000_003 + index, startsAfterMs: 0, userId: userIdOf(seededRandom(seed * 31 + index)) },
    ...{ amountMinor: (10 + index) * 100 + (isFailing ? 11 : 99), currency: 'EUR', isSplit: index % 3 === 0 },
    customerEmail: `${place}-${index}@${customerDomain}`,
    ...{ scenario: null, outcome: isFailing ? 'failed' : 'succeeded', isMailRefused: false, misbehaviour: 'none' },
  }
}

function userIdOf(random: () => number): string {
  const hex = (digits: number) => Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('')
  return `0190${hex(4)}-${hex(4)}-7${hex(3)}-8${hex(3)}-${hex(12)}`
}
