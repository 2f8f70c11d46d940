import { addBehaviourRoute } from './routes/add-behaviour.route.ts'
import { clearBehavioursRoute } from './routes/clear-behaviours.route.ts'
import { deleteMessagesRoute } from './routes/delete-messages.route.ts'
import { listMessagesRoute } from './routes/list-messages.route.ts'
import { openMessageRoute } from './routes/open-message.route.ts'
import { assetsRoute } from './routes/page/assets.route.ts'
import { listPageRoute, mailBodyRoute, mailPageRoute } from './routes/page/page.route.ts'
import { readFaultsRoute, readJournalRoute } from './routes/read-journal.route.ts'
import { readSourceRoute } from './routes/read-source.route.ts'
import { searchMessagesRoute } from './routes/search-messages.route.ts'

/** What the doors call. */
export type MailboxUseCases = {
  listMessages: Parameters<typeof listMessagesRoute>[0]
  openMessage: Parameters<typeof openMessageRoute>[0]
  readSource: Parameters<typeof readSourceRoute>[0]
  deleteMessages: Parameters<typeof deleteMessagesRoute>[0]
  readJournal: Parameters<typeof readJournalRoute>[0]
  addBehaviour: Parameters<typeof addBehaviourRoute>[0]
  clearBehaviours: Parameters<typeof clearBehavioursRoute>[0]
}

/** Every URL of the mailbox, one line each. */
export const mailboxRouters = (use: MailboxUseCases) => [
  /* GET    /api/v1/messages         */ listMessagesRoute(use.listMessages),
  /* DELETE /api/v1/messages         */ deleteMessagesRoute(use.deleteMessages),
  /* GET    /api/v1/search           */ searchMessagesRoute(use.listMessages),
  /* GET    /api/v1/message/{ID}     */ openMessageRoute(use.openMessage),
  /* GET    /api/v1/message/{ID}/raw */ readSourceRoute(use.readSource),
  /* GET    /control/journal         */ readJournalRoute(use.readJournal),
  /* GET    /control/faults          */ readFaultsRoute(use.readJournal),
  /* POST   /control/behaviour       */ addBehaviourRoute(use.addBehaviour),
  /* DELETE /control/behaviour       */ clearBehavioursRoute(use.clearBehaviours),
  /* GET    /                        */ listPageRoute(use.listMessages),
  /* GET    /messages/{id}           */ mailPageRoute(use),
  /* GET    /messages/{id}/body      */ mailBodyRoute(use.openMessage),
  /* GET    /assets/*                */ assetsRoute(),
]
