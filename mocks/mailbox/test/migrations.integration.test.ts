import { join } from 'node:path'
import { createLogger } from '@waybill/logger'
import { migrateDown, migrateToLatest } from '@waybill/postgres'
import { createTestDatabase } from '@waybill/test-kit'
import { expect, it } from 'vitest'

it('when the migrations are taken back, they can be applied again', async () => {
  const { connectionString, drop } = await createTestDatabase()
  const logger = createLogger({ name: 'mailbox', level: 'silent' })
  const options = { connectionString, folder: join(import.meta.dirname, '../migrations'), logger }
  const applied = await migrateToLatest(options)
  for (const name of applied.toReversed()) expect(await migrateDown(options)).toEqual([name])
  expect(await migrateToLatest(options)).toEqual(applied)
  await drop()
})
