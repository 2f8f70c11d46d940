import { randomUUIDv7 } from 'node:crypto'
import type { Email, Pagination } from '@waybill/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type NotificationFixture, startNotificationFixture } from './support/notification-fixture.ts'
import { putEmail } from './support/put-email.ts'

describe('the log of e-mails', () => {
  const orderId = randomUUIDv7()
  const ids: string[] = []
  let fixture: NotificationFixture
  beforeAll(async () => {
    fixture = await startNotificationFixture()
    for (const [secondsOld, status] of (['sent', 'failed', 'queued', 'failed'] as const).entries()) {
      ids.push(await putEmail(fixture.query, status, { orderId, secondsOld }))
    }
    await putEmail(fixture.query, 'failed', { secondsOld: 60 })
  })
  afterAll(() => fixture.stop())

  const list = async (query: string) =>
    (await fixture.call('GET', `/api/internal/v1/emails${query}`)).body as unknown as {
      data: Email[]
      pagination: Pagination
    }
  const idsOf = async (query: string) => (await list(query)).data.map(({ id }) => id)

  it('when all are asked for, they come newest first and by pages', async () => {
    const { data, pagination } = await list('')
    expect(data.map(({ id }) => id).slice(0, 4)).toEqual(ids)
    expect(pagination).toEqual({
      ...{ page: 1, pageSize: 20, totalItems: 5, totalPages: 1, totalIsExact: true, nextAfter: null },
    })
    expect(await idsOf('?page=2&pageSize=3')).toEqual([ids[3], data[4]?.id])
    expect(await list('?page=9')).toMatchObject({ data: [], pagination: { page: 9, totalItems: 5 } })
  })

  it('when those of an order, of a state or of both are asked for, it is those', async () => {
    expect(await idsOf(`?orderId=${orderId}`)).toEqual(ids)
    expect(await idsOf('?status=failed')).toHaveLength(3)
    expect(await idsOf(`?status=failed&orderId=${orderId}`)).toEqual([ids[1], ids[3]])
    expect((await list(`?status=sending&orderId=${orderId}`)).pagination.totalItems).toBe(0)
  })

  it('when several have the moment in common, no page repeats or leaves out one', async () => {
    const same = randomUUIDv7()
    const put = await Promise.all(
      Array.from({ length: 6 }, () => putEmail(fixture.query, 'sent', { orderId: same, secondsOld: 120 })),
    )
    await fixture.query(`update emails set created_at = now() where order_id = '${same}'`)
    const pages = await Promise.all([1, 2, 3].map((page) => idsOf(`?orderId=${same}&pageSize=2&page=${page}`)))
    expect(pages.flat()).toEqual(put.toSorted().toReversed())
  })

  it('when there are more than 1,000, the total says that it is not exact', async () => {
    const many = randomUUIDv7()
    await putEmail(fixture.query, 'sent', { orderId: many })
    await fixture.query(`insert into emails (id, scope, idempotency_key, request_hash, user_id, order_id, process_id, attempt,
        template, to_address, data, subject, message_id, status)
      select id, 'test', id::text, '', user_id, order_id, process_id, attempt, template, to_address, data, subject,
        message_id, status from (select uuidv7() as id, user_id, order_id, process_id, attempt, template, to_address, data,
          subject, message_id, status from emails, generate_series(1, 1000) where order_id = '${many}') copies`)
    const { pagination } = await list(`?orderId=${many}&pageSize=100`)
    expect(pagination).toMatchObject({ totalItems: 1_000, totalPages: 10, totalIsExact: false })
  })

  it('when it is asked for without the credential, it is 401', async () => {
    const headers = { authorization: 'Bearer no-key-of-ours' }
    expect((await fixture.call('GET', '/api/internal/v1/emails', { headers })).status).toBe(401)
  })
})
