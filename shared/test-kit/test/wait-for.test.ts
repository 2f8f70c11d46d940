import { expect, it } from 'vitest'
import { intervalAfter, waitFor } from '../src/wait-for.ts'

it('when the condition gives something at last, it answers that', async () => {
  const answers = [undefined, null, false, 0]
  expect(await waitFor(() => answers.shift(), { what: 'a number', intervalMs: 1 })).toBe(0)
})

it('when the condition throws at first, it asks again', async () => {
  let asked = 0
  const condition = async () => {
    asked += 1
    if (asked < 3) throw new Error('not yet')
    return 'done'
  }
  expect(await waitFor(condition, { what: 'the third try', intervalMs: 1 })).toBe('done')
})

it.each([
  [0, 10],
  [100, 10],
  [500, 50],
  [60_000, 100],
])('when %i ms were waited and no interval is given, the next look is %i ms later', (waitedMs, pauseMs) => {
  expect(intervalAfter(waitedMs)).toBe(pauseMs)
})

it('when what is awaited comes during the last pause, it is seen', async () => {
  const readyAt = performance.now() + 20
  const late = waitFor(() => performance.now() >= readyAt && 'there', { what: 'it', timeoutMs: 50, intervalMs: 10_000 })
  expect(await late).toBe('there')
})

it('when the time is over, it says what was awaited and what came last', async () => {
  const never = waitFor(() => false, { what: 'the order to be paid', timeoutMs: 5, intervalMs: 1 })
  await expect(never).rejects.toThrow('waited 5 ms for the order to be paid; at last it gave false')
  const broken = waitFor(() => Promise.reject(new Error('refused')), { what: 'an answer', timeoutMs: 5, intervalMs: 1 })
  await expect(broken).rejects.toThrow('waited 5 ms for an answer; at last it threw Error: refused')
})
