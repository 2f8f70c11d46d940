import type { SendEmail } from '@waybill/contracts'
import { moneyIn } from './money.ts'
import { oneLine } from './one-line.ts'
import { nameInText } from './readable-name.ts'

export type EmailContent = { subject: string; html: string; text: string }

/** What the templates show: every value is a text that is ready to be read. */
export type ContentView = {
  orderName: string
  customerName: string
  total: string
  items: { name: string; quantity: string; unitPrice: string; lineTotal: string }[]
  whatHappened: string
}

type Data = SendEmail['data'] & { failureReason?: string | undefined }

/** The values of an e-mail as a person reads them; `nameIn` fits names into their surroundings. */
export function viewOf(data: Data, nameIn: (name: string) => string): ContentView {
  const money = moneyIn(data.currency)
  return {
    orderName: nameIn(data.orderName),
    customerName: nameIn(data.customerName),
    total: money(data.totalMinor),
    items: data.items.map(({ name, quantity, unitPriceMinor }) => ({
      name: nameIn(name),
      quantity: String(quantity),
      unitPrice: money(unitPriceMinor),
      lineTotal: money(quantity * unitPriceMinor),
    })),
    whatHappened: whatHappened(data.failureReason),
  }
}

/** One line: a name cannot bring a header of its own. */
export function subjectOf(template: SendEmail['template'], orderName: string): string {
  const name = nameInText(oneLine(orderName, 200))
  switch (template) {
    case 'order-paid':
      return `Your order ${name} is paid`
    case 'payment-failed':
      return `The payment for your order ${name} failed`
    default:
      return template satisfies never
  }
}

function whatHappened(reason: string | undefined): string {
  switch (reason) {
    case 'insufficient-funds':
      return 'There was not enough money in your e-wallet.'
    case 'expired':
      return 'Your e-wallet did not answer in time.'
    default:
      return 'Your e-wallet did not accept the payment.'
  }
}
