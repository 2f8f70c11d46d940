import type { DemoClient } from './client.ts'
import type { Outcome } from './follow-order.ts'

/** What is not as it should be, in words; nothing when all is right. */
export async function checkOutcome(client: DemoClient, { expected, order }: Outcome): Promise<string[]> {
  const wanted =
    expected === 'paid' ? { effects: 1, template: 'order-paid' } : { effects: 0, template: 'payment-failed' }
  const faults: string[] = []
  const expectThat = (what: string, actual: unknown, wantedValue: unknown) => {
    if (actual !== wantedValue) faults.push(`${order.name}: ${what} is ${actual}, not ${wantedValue}`)
  }
  expectThat('its status', order.status, expected)
  for (const name of ['production', 'invoice'] as const) {
    expectThat(`the number of times it was in ${name}`, await client.effectsOf(name, order.id), wanted.effects)
  }
  const mails = (await client.mailsOf(order.id)).filter((template) => template === wanted.template)
  expectThat(`the number of “${wanted.template}” mails`, mails.length, 1)
  return faults
}
