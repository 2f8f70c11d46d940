import type { PlantedBug } from '../planted-bug.ts'
import { confirmationMarkedFirst } from './confirmation-marked-first.ts'
import { earlyWebhookDropped } from './early-webhook-dropped.ts'
import { emailWithoutKey } from './email-without-key.ts'
import { eventOutsideItsTransaction } from './event-outside-its-transaction.ts'
import { failureBelieved } from './failure-believed.ts'
import { forgedWebhookBelieved } from './forged-webhook-believed.ts'
import { mailPutOffCountsAsSent } from './mail-put-off-counts-as-sent.ts'
import { messageDeletedFirst } from './message-deleted-first.ts'
import { newKeyForEveryTry } from './new-key-for-every-try.ts'
import { noCheckoutSweeper } from './no-checkout-sweeper.ts'
import { noFence } from './no-fence.ts'
import { noInbox } from './no-inbox.ts'
import { noReconciler } from './no-reconciler.ts'
import { orderWithoutKey } from './order-without-key.ts'
import { relayWithCursor } from './relay-with-cursor.ts'
import { statusWrittenAfterTheCall } from './status-written-after-the-call.ts'
import { webhookAnsweredFirst } from './webhook-answered-first.ts'

export const plantedBugs: readonly PlantedBug[] = [
  confirmationMarkedFirst,
  earlyWebhookDropped,
  emailWithoutKey,
  eventOutsideItsTransaction,
  failureBelieved,
  forgedWebhookBelieved,
  mailPutOffCountsAsSent,
  messageDeletedFirst,
  newKeyForEveryTry,
  noCheckoutSweeper,
  noFence,
  noInbox,
  noReconciler,
  orderWithoutKey,
  relayWithCursor,
  statusWrittenAfterTheCall,
  webhookAnsweredFirst,
]
