import { refusedDomain } from '../neighbours/mail-server.ts'
import { counted, type Invariant } from './invariant.ts'

/** N: who was told what. The mail server is the truth. */
export const notification: Invariant[] = [
  {
    id: 'N1',
    meaning: 'every end of a payment was mailed to its customer, unless the mail was refused for good',
    find({ world: { order, notification: ours, mailServer } }) {
      const received = new Set(mailServer.taken.map(({ messageId }) => messageId))
      return [...order.tables.processes.all()].flatMap(({ id, orderId }) => {
        const [email] = ours.tables.emails.ofProcess(id)
        const isRefused = order.tables.orders.get(orderId)?.customerEmail.endsWith(refusedDomain)
        const isTold = isRefused ? email?.status === 'failed' : received.has(email?.messageId ?? '')
        return isTold ? [] : [{ orderId, what: `process ${id}: ${email?.status}` }]
      })
    },
  },
  {
    id: 'N2',
    meaning: 'repeated mails share their Message-ID: one for each process',
    find({ world: { order, mailServer } }) {
      const ids = new Map(
        mailServer.taken.map(({ messageId, headers }) => [messageId, headers['x-waybill-order'] ?? '']),
      )
      return [...counted(ids.values(), (orderId) => orderId)]
        .filter(([orderId, count]) => count > order.tables.processes.ofOrder(orderId).length)
        .map(([orderId, count]) => ({ orderId, what: `${count} different mails` }))
    },
  },
]
