type Kept = { key: string; since: number }

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
type CheckoutKeysDeps = { storage: () => Store; newId: () => string; now: () => number }

// The order service remembers a key for 72 hours. After that it would be a new checkout, which nobody asked for.
const usableMs = 24 * 3_600_000

/**
 * The idempotency key of each order's checkout, from before the first call until its answer is known, so that a reload or a
 * second tab asks under the same one. Where the browser keeps nothing, a key lasts as long as the page.
 */
export function createCheckoutKeys({ storage, newId, now }: CheckoutKeysDeps) {
  const notStored = new Map<string, string>()
  const stored = <T>(action: (store: Store) => T): T | undefined => {
    try {
      return action(storage())
    } catch {
      return undefined // forbidden or full
    }
  }

  const kept = (orderId: string): string | undefined => {
    const name = nameOf(orderId)
    const found = parse(stored((store) => store.getItem(name)) ?? notStored.get(name))
    return found && now() - found.since < usableMs ? found.key : undefined
  }

  return {
    /** The key that is kept, if it can still be used. */
    kept,
    /** The kept key, or a new one, which is kept before it is returned. */
    take(orderId: string): string {
      const known = kept(orderId)
      if (known) return known
      const made: Kept = { key: newId(), since: now() }
      const [name, value] = [nameOf(orderId), JSON.stringify(made)]
      const done = stored((store) => store.setItem(name, value) ?? true)
      if (!done) notStored.set(name, value)
      return made.key
    },
    /** The answer is known: the next checkout is another one. A key that has been replaced since is left alone. */
    drop(orderId: string, key: string): void {
      if (kept(orderId) !== key) return
      notStored.delete(nameOf(orderId))
      stored((store) => store.removeItem(nameOf(orderId)))
    },
  }
}

const nameOf = (orderId: string) => `waybill:checkout:${orderId}`

function parse(value: string | null | undefined): Kept | undefined {
  try {
    const found = JSON.parse(value ?? 'null') as Partial<Kept> | null
    return typeof found?.key === 'string' && typeof found.since === 'number' ? (found as Kept) : undefined
  } catch {
    return undefined
  }
}
