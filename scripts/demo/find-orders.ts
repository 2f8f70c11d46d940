import { randomUUIDv7 } from 'node:crypto'
import { demonstrationUsers } from '../../infra/apphost/src/index.ts'
import type { OrderSummary } from '../../shared/contracts/src/index.ts'
import type { DemoClient } from './client.ts'

type Say = (line?: string) => void

/** Finds orders by name, and among them one that will be paid (.99) and one whose payment will fail (.11). */
export async function findOrders(client: DemoClient, say: Say) {
  const [user] = demonstrationUsers
  for (const name of ['creme brulee', 'müllers', '%', 'no such order']) {
    const { data, pagination } = await client.search(user.id, { name, pageSize: '3' })
    const found = data.map((order) => `“${order.name}”`).join(', ')
    say(`search “${name}”: ${pagination.totalItems} found${found && `, newest first: ${found}`}`)
  }
  const open = await openOrders(client)
  return {
    paid: ending(open, 99) ?? (await createEnding(client, 99)),
    failing: ending(open, 11) ?? (await createEnding(client, 11)),
  }
}

/** Orders that were never checked out, of all demonstration users. */
async function openOrders(client: DemoClient): Promise<OrderSummary[]> {
  const pages = demonstrationUsers.map(({ id }) => client.search(id, { status: 'created', pageSize: '100' }))
  return (await Promise.all(pages)).flatMap(({ data }) => data)
}

const ending = (orders: OrderSummary[], cents: number) => orders.find(({ totalMinor }) => totalMinor % 100 === cents)

/** After many demonstrations none is left: then one more is made. */
function createEnding(client: DemoClient, cents: number): Promise<OrderSummary> {
  const [{ id, name, email }] = demonstrationUsers
  const body = {
    ...{ name: 'One more demonstration', customerName: name, customerEmail: email, currency: 'EUR' },
    items: [{ sku: 'MUG-BLUE', name: 'Stoneware mug, blue', quantity: 1, unitPriceMinor: 1_400 + cents }],
  }
  return client.create(id, body, randomUUIDv7())
}
