import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { inTransaction } from '../src/in-transaction.ts'
import { openThings, type Things } from './support/things.ts'

let things: Things
beforeAll(async () => {
  things = await openThings()
})
afterAll(() => things.close())
beforeEach(async () => {
  await things.db.deleteFrom('things').execute()
  await things.db
    .insertInto('things')
    .values([
      { id: 1, amount: 0 },
      { id: 2, amount: 0 },
    ])
    .execute()
})

const failure = (code: string) => Object.assign(new Error('conflict'), { code })
const amounts = async () =>
  (await things.db.selectFrom('things').select('amount').orderBy('id').execute()).map((row) => row.amount)

/** Raises both things in the given order. The first time, it waits in the middle until `other` has done its first half. */
function raiseBoth(order: number[], mine: PromiseWithResolvers<void>, other: Promise<void>) {
  return inTransaction(things.db, async (transaction) => {
    for (const id of order) {
      await transaction
        .updateTable('things')
        .set((row) => ({ amount: row('amount', '+', 1) }))
        .where('id', '=', id)
        .execute()
      mine.resolve()
      await other
    }
  })
}

it('when two transactions deadlock, both are done in the end, each once', async () => {
  const [one, two] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  await Promise.all([raiseBoth([1, 2], one, two.promise), raiseBoth([2, 1], two, one.promise)])
  expect(await amounts()).toEqual([2, 2])
})

it.each(['40001', '40P01'])('when the conflict %s does not end, it gives up after three tries', async (code) => {
  let tried = 0
  const work = inTransaction(things.db, async () => {
    tried += 1
    throw failure(code)
  })
  await expect(work).rejects.toMatchObject({ code })
  expect(tried).toBe(3)
})

it('when the work fails otherwise, it is not repeated and nothing of it stays', async () => {
  let tried = 0
  const work = inTransaction(things.db, async (transaction) => {
    tried += 1
    await transaction.updateTable('things').set({ amount: 9 }).execute()
    throw failure('23505')
  })
  await expect(work).rejects.toMatchObject({ code: '23505' })
  expect([tried, await amounts()]).toEqual([1, [0, 0]])
})
