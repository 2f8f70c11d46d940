import { expect, it } from 'vitest'
import { waitFor } from '../src/wait-for.ts'

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

it('when nothing is said of the interval, it asks at once and often, then ever less often', async () => {
  const askedMs: number[] = []
  await waitFor(() => askedMs.push(performance.now()) === 20, { what: 'the twentieth look' })
  const pauses = askedMs.slice(1).map((at, index) => at - Number(askedMs[index]))
  const sum = (list: number[]) => list.reduce((one, other) => one + other)
  expect(sum(pauses.slice(-5))).toBeGreaterThan(sum(pauses.slice(0, 5)))
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
