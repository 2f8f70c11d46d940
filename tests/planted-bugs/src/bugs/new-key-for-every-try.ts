import { disorderedWebhooks } from '../circumstances.ts'
import type { PlantedBug } from '../planted-bug.ts'

export const newKeyForEveryTry: PlantedBug = {
  name: 'new-key-for-every-try',
  meaning:
    'A slow payment is tried again at once, under a new key, and the provider knows it by nothing else: the customer pays twice.',
  changes: [
    {
      file: 'services/payment/src/gateways/wallet.ts',
      from: `{ 'idempotency-key': id }`,
      to: `{ 'idempotency-key': \`\${id}:\${crypto.randomUUID()}\` }`,
    },
    {
      file: 'services/payment/src/repositories/payments.ts',
      from: 'submitLeaseSeconds = 10',
      to: 'submitLeaseSeconds = 0',
    },
    {
      file: 'mocks/e-wallet/src/repositories/payments.ts',
      from: ` or p.merchant_reference = \${merchantReference}\n`,
      to: '\n',
    },
    {
      file: 'mocks/e-wallet/migrations/001-journal.ts',
      from: 'merchant_reference text not null unique',
      to: 'merchant_reference text not null',
    },
  ],
  circumstances: disorderedWebhooks,
  foundBy: ['M1', 'M2'],
}
