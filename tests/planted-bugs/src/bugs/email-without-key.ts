import { repeatedMessages } from '../circumstances.ts'
import type { PlantedBug } from '../planted-bug.ts'

export const emailWithoutKey: PlantedBug = {
  name: 'email-without-key',
  meaning: 'Notification writes an e-mail for every request: a repeated one is sent again, as another mail.',
  changes: [
    {
      file: 'services/notification/src/use-cases/send-email.ts',
      from: '      idempotencyKey,\n      requestHash,\n',
      to: '      idempotencyKey: idempotencyKey + deps.newId(),\n      requestHash,\n',
    },
  ],
  circumstances: repeatedMessages,
  foundBy: ['S8', 'N2'],
}
