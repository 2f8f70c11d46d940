import { type Run, runSimulation } from './run-simulation.ts'

/** A run in one line, and a line for each violation. */
export function reportOf(run: Run, orders: number, seconds: number): string {
  const { seed, paid, events, virtualSeconds, settledAfterSeconds, faults, violations, hash } = run
  const struck = Object.entries(faults).map(([fault, times]) => `${times} ${fault}`)
  const settled = settledAfterSeconds === undefined ? 'never settled' : `settled after ${settledAfterSeconds} s`
  return [
    `seed ${seed}: ${orders} orders, ${paid} paid, ${virtualSeconds} s lived in ${seconds.toFixed(1)} s, ${events} events, ` +
      `${struck.join(', ')}, ${settled}, ${violations.length} violations, ${hash.slice(0, 12)}`,
    ...violations
      .slice(0, 50)
      .map(({ id, meaning, orderId = 'no order', what }) => `  ${id} ${meaning}: ${orderId} ${what}`),
  ].join('\n')
}

/** The run once more, and all that was done for the first order that a violation names: a seed repeats its run. */
export async function traceOf({ seed, violations }: Run, orders: number): Promise<string> {
  const orderId = violations.find((violation) => violation.orderId)?.orderId
  if (!orderId) return ''
  const { lines } = await runSimulation({ seed, orders, follow: [orderId] })
  const ids = new Set(lines.join().match(/"(?:paymentId|processId|checkoutId|merchantReference)":"[^"]+"/g))
  const follow = [orderId, ...[...ids].map((named) => named.split('"')[3] ?? '')]
  return (await runSimulation({ seed, orders, follow })).lines.join('\n')
}
