import { repeatedMessages } from '../circumstances.ts'
import type { PlantedBug } from '../planted-bug.ts'

export const mailPutOffCountsAsSent: PlantedBug = {
  name: 'mail-put-off-counts-as-sent',
  meaning: 'What is no refusal counts as sent: a mail that the server put off never arrives.',
  changes: [
    {
      file: 'services/notification/src/domain/smtp-answer.ts',
      from: `isVerdict(failure) ? 'refused' : 'postponed'`,
      to: `isVerdict(failure) ? 'refused' : 'sent'`,
    },
  ],
  circumstances: repeatedMessages,
  foundBy: ['N1'],
}
