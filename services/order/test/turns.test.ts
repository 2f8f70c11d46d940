import { expect, it } from 'vitest'
import { createTurns } from '../src/gateways/turns.ts'

function work(log: string[], name: string) {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const run = () => {
    log.push(name)
    return promise
  }
  return { run, end: () => resolve(name), fail: () => reject(new Error(name)) }
}

it('when two come for one name, the second begins when the first has ended; another name does not wait', async () => {
  const log: string[] = []
  const inTurn = createTurns<string>()
  const [first, second, other] = [work(log, 'first'), work(log, 'second'), work(log, 'other')]
  const turns = [inTurn('a', first.run), inTurn('a', second.run), inTurn('b', other.run)]
  other.end()
  await turns[2]
  expect(log).toEqual(['first', 'other'])
  first.end()
  second.end()
  expect(await Promise.all(turns)).toEqual(['first', 'second', 'other'])
  expect(log).toEqual(['first', 'other', 'second'])
})

it('when one fails, whoever asked for it is told, and the next has its turn', async () => {
  const log: string[] = []
  const inTurn = createTurns<string>()
  const [first, second] = [work(log, 'first'), work(log, 'second')]
  const failed = inTurn('a', first.run)
  const next = inTurn('a', second.run)
  first.fail()
  second.end()
  await expect(failed).rejects.toThrow('first')
  expect(await next).toBe('second')
})
