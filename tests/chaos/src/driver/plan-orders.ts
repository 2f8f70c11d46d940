import type { WalletScenario } from '@waybill/contracts'
import { seededRandom } from '@waybill/test-kit'
import { customerDomain, refusedDomain } from '../evidence.ts'

/** All that one client will do, decided before the run begins. */
export type PlannedOrder = {
  index: number
  /** From the start of the run. */
  startsAfterMs: number
  userId: string
  /** No two orders have the same: by it the e-wallet knows which scenario is meant. */
  amountMinor: number
  currency: string
  customerEmail: string
  /** It takes two items to make up the amount. */
  isSplit: boolean
  scenario: WalletScenario['scenario'] | null
  outcome: 'succeeded' | 'failed'
  isMailRefused: boolean
  misbehaviour: Misbehaviour
  /** Of the client's own pauses. */
  seed: number
}

/** What a client does beside asking and asking again. */
export type Misbehaviour = 'none' | 'impatient' | 'reuses-key' | 'leaves' | 'clicks-twice' | 'pays-again'

type Settings = {
  orders: number
  seconds: number
  seed: number
  /** The kinds of faults of the run. */
  with: ReadonlySet<string>
}

/** Of all payments; the rest are told of as they should be. */
const scenarios: Share<NonNullable<PlannedOrder['scenario']>>[] = [
  [0.1, 'duplicate'],
  [0.12, 'out-of-order'],
  [0.08, 'late'],
  [0.1, 'never'],
  [0.1, 'early'],
  [0.05, 'bad-signature'],
  [0.02, 'stale-timestamp'],
  [0.02, 'contradictory'],
  [0.05, 'error-then-success'],
]
const misbehaviours: Share<Misbehaviour>[] = [
  [0.1, 'impatient'],
  [0.02, 'reuses-key'],
  [0.03, 'leaves'],
  [0.05, 'clicks-twice'],
  [0.05, 'pays-again'],
]
const endings: Share<number>[] = [
  [0.7, 99],
  [0.18, 11],
  [0.12, 50],
]

/** The new orders come in the first part of the run: those at its end would meet no fault. */
const arrivalShare = 0.92
const ordersPerUser = 3

/** The clients of a run, at an even pace. The same settings, the same plan; a kind of fault that is off changes nothing else. */
export function planOrders(settings: Settings): PlannedOrder[] {
  const userIds = userIdsOf(Math.ceil(settings.orders / ordersPerUser), seededRandom(settings.seed ^ 0x5eed))
  return Array.from({ length: settings.orders }, (_, index) => planOrder(index, userIds, settings))
}

function planOrder(index: number, userIds: string[], { orders, seconds, seed, with: on }: Settings): PlannedOrder {
  const random = seededRandom(seed * 1_000_003 + index)
  const ending = drawn(random(), endings) ?? 99
  const scenario = drawn(random(), scenarios) ?? null
  const misbehaviour = drawn(random(), misbehaviours) ?? 'none'
  const isMailRefused = random() < 0.01 && on.has('mail')
  return {
    index,
    startsAfterMs: ((index + random()) / orders) * seconds * 1_000 * arrivalShare,
    userId: userIds[Math.floor(random() * userIds.length)] ?? '',
    amountMinor: (10 + index) * 100 + ending,
    currency: random() < 0.8 ? 'EUR' : 'USD',
    customerEmail: `customer-${index}@${isMailRefused ? refusedDomain : customerDomain}`,
    isSplit: random() < 0.5,
    scenario: on.has('webhooks') ? scenario : null,
    outcome: ending === 11 ? 'failed' : 'succeeded',
    isMailRefused,
    misbehaviour: on.has('clients') ? misbehaviour : 'none',
    seed: Math.floor(random() * 2 ** 31),
  }
}

type Share<T> = readonly [share: number, what: T]

/** What the number falls upon when the shares lie side by side; undefined beyond the last. */
function drawn<T>(number: number, shares: readonly Share<T>[]): T | undefined {
  let end = 0
  for (const [share, what] of shares) {
    end += share
    if (number < end) return what
  }
  return undefined
}

function userIdsOf(count: number, random: () => number): string[] {
  const hex = (digits: number) => Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('')
  return Array.from({ length: count }, () => `0190${hex(4)}-${hex(4)}-7${hex(3)}-8${hex(3)}-${hex(12)}`)
}
