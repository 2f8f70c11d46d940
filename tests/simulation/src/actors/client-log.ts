type Answer = { status: number; body: unknown }
type Placed = { userId: string; orderId: string }

export type ClientLog = ReturnType<typeof createClientLog>

/** What shoppers were told. */
export function createClientLog() {
  const orders = new Map<string, Placed>()
  const acknowledged = new Set<string>()
  const withoutKey = new Set<string>()
  const answers = new Map<string, string>()
  const contradictions: { id: 'C1' | 'C2'; orderId: string; what: string }[] = []

  /** A final answer of a key is the same each time. */
  function keep(key: string, orderId: string, { status, body }: Answer): void {
    const said = `${status} ${JSON.stringify(body)}`
    const before = answers.get(key) ?? said
    if (before !== said) contradictions.push({ id: 'C1', orderId, what: `${key}: ${before}, then ${said}` })
    answers.set(key, before)
  }

  return {
    ...{ orders, acknowledged, withoutKey, contradictions },

    askedWithoutKey: ({ orderId }: Placed) => void withoutKey.add(orderId),

    created(placed: Placed, key: string, answer: Answer): void {
      orders.set(placed.orderId, placed)
      keep(key, placed.orderId, answer)
    },

    checkedOut({ orderId }: Placed, key: string | undefined, answer: Answer): void {
      if (answer.status === 202) acknowledged.add(orderId)
      if (key) keep(key, orderId, answer)
    },

    abusedKey({ orderId }: Placed, key: string, { status }: Answer): void {
      if (status !== 202) return
      contradictions.push({ id: 'C2', orderId, what: `${key} was accepted for another order` })
    },
  }
}
