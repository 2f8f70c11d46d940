import type { DriverLog } from '../../evidence.ts'
import type { CheckingDatabase } from '../checking-database.ts'
import { asRow } from '../host.ts'

/** What the driver did, asked and was answered. */
export async function readDriverLog(log: DriverLog, database: CheckingDatabase): Promise<void> {
  const { seed, startedAt, faultsEndedAt, quietAt } = log
  await database.load('drv.run', [asRow({ seed, startedAt, faultsEndedAt, quietAt })])
  await database.load('drv.tries', log.tries.map(asRow))
  await database.load('drv.injected', log.injected)
  await database.load('drv.expected', log.expected.map(asRow))
  await database.load(
    'drv.refused_mails',
    log.refusedMails.map((order_id) => ({ order_id })),
  )
  await database.load(
    'drv.poisoned',
    log.poisonedMessages.map((message_id) => ({ message_id })),
  )
}
