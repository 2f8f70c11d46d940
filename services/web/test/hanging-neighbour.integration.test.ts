import { waitFor } from '@waybill/test-kit'
import { expect, it } from 'vitest'
import { orderPath, startWeb } from './support/start-web.ts'

it('when order hangs, a hundred calls wait for it, the next is told at once, and everything else is served', async () => {
  await using web = await startWeb()
  const { order } = web.neighbours
  const answerAsUsual = order.answer
  order.answer = () => {}
  const leaving = new AbortController()
  const call = () => fetch(web.url + orderPath, { signal: leaving.signal })
  const waiting = Array.from({ length: 100 }, () => call().catch(() => 'gone'))
  await waitFor(() => order.seen.length === 100, { what: 'a hundred calls to arrive' })

  const next = await call()
  expect(next.status).toBe(503)
  expect(await next.json()).toMatchObject({ code: 'order-unavailable' })
  expect(order.seen).toHaveLength(100)
  const asOperator = { headers: { cookie: await web.logIn() } }
  expect((await fetch(`${web.url}/ops/api/payment/overview`, asOperator)).status).toBe(200)

  leaving.abort()
  await Promise.all(waiting)
  order.answer = answerAsUsual
  const isServed = async () => (await fetch(web.url + orderPath)).status === 200
  await waitFor(isServed, { what: 'the places to be free again' })
})
