import type { PaymentStatus } from '@waybill/contracts'
import { machineSystem } from '@waybill/service-host'
import { knownChance, openNeighbour, waitFor } from '@waybill/test-kit'
import { type Requested, startPaymentFixture } from './payment-fixture.ts'

type Row = { step: number; submitInSeconds: number; askInSeconds: number }

/** Of every payment that WireMock's e-wallet finds by its reference. */
const foundAmount = 4_999
const patience = { timeoutMs: 30_000, intervalMs: 100 }

/** A payment service whose provider is WireMock, `settings` its own. */
export async function raiseWithWallet(settings: Record<string, string> = {}) {
  const wallet = await openNeighbour()
  const system = { ...machineSystem, random: () => knownChance }
  const env = { services__ewallet__http__0: wallet.url, RECONCILE_POLL_MS: '200', ...settings }
  const payment = await startPaymentFixture(env, system)
  // As a caller that comes again: a machine that has much else to do is too busy at first.
  const request = () => waitFor(() => payment.request({ amountMinor: foundAmount }), { what: 'a payment', ...patience })
  const becomes = (asked: Requested, status: PaymentStatus) =>
    waitFor(async () => (await payment.read(asked)).status === status, { what: `to be ${status}`, ...patience })
  const read = (asked: Requested) => waitFor(() => payment.read(asked), { what: 'the payment', ...patience })

  return {
    ...{ payment, wallet, request, read, becomes, forget: wallet.forget },
    /** A payment that the provider has taken; what that needed is forgotten. */
    async pending(): Promise<Requested> {
      const asked = await request()
      await becomes(asked, 'pending')
      await wallet.forget()
      return asked
    },
    due: (column: 'next_submit_at' | 'next_reconcile_at') =>
      payment.query(`update payments set ${column} = now() where ${column} is not null`),
    /** What was written into the log once a call for this payment was over and had brought nothing. */
    complaint({ paymentId }: Requested): Promise<string> {
      const line = () => payment.lines.find((each) => each.paymentId === paymentId && each.err instanceof Error)
      return waitFor(() => (line()?.err as Error | undefined)?.message, { what: 'the call to be over', ...patience })
    },
    causes: async (asked: Requested) => (await read(asked)).transitions.map(({ cause }) => cause),
    async row({ paymentId }: Requested): Promise<Row> {
      const [found] = await payment.query<Row>(`select reconcile_step as step,
        extract(epoch from next_submit_at - now())::float8 as "submitInSeconds",
        extract(epoch from next_reconcile_at - now())::float8 as "askInSeconds" from payments where id = '${paymentId}'`)
      if (!found) throw new Error(`no payment ${paymentId}`)
      return found
    },
    async stop(): Promise<void> {
      await payment.stop()
      await wallet.close()
    },
  }
}

/** One that never asks what became of a payment by itself: what is submitted ends only by being submitted, however busy the machine. */
export const raiseUnasking = () => raiseWithWallet({ RECONCILE_SCHEDULE_SECONDS: '3600' })
