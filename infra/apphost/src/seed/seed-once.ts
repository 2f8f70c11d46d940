import { existsSync } from 'node:fs'
import { writeJsonFile } from '../state/json-file.ts'
import { demonstrationUsers } from './demonstration-users.ts'
import { type SeedDeps, seedOrders } from './seed-orders.ts'

/** Seeds on the first start only: the marker is written when all orders exist. Answers how many were made now. */
export async function seedOnce(deps: SeedDeps & { marker: string; now: () => Date }): Promise<number> {
  if (existsSync(deps.marker)) return 0
  const orders = await seedOrders(deps)
  writeJsonFile(deps.marker, { at: deps.now().toISOString(), orders, users: demonstrationUsers.map(({ id }) => id) })
  return orders
}
