import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inOrder, refuseCircle, reversed, withWhatTheyWaitFor } from '../src/model/in-order.ts'

const waits: Record<string, string[]> = { web: ['order'], order: ['queues', 'postgres'], queues: [], postgres: [] }
const names = Object.keys(waits)
const before = (name: string) => waits[name] ?? []

/** Graphs without a circle: each name may wait for earlier ones only. */
const graphs = fc
  .array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: 8 })
  .map((lists) => new Map(lists.map((list, i) => [`n${i}`, i === 0 ? [] : [...new Set(list.map((n) => `n${n % i}`))]])))

describe('the order of starting', () => {
  it('when names wait for others, each is visited once, after all that it waits for', async () => {
    await fc.assert(
      fc.asyncProperty(graphs, async (graph) => {
        const visited: string[] = []
        const waitsFor = (name: string) => graph.get(name) ?? []
        await inOrder([...graph.keys()].reverse(), waitsFor, async (name) => {
          expect(visited).toEqual(expect.arrayContaining(waitsFor(name)))
          visited.push(name)
        })
        expect(visited.toSorted()).toEqual([...graph.keys()].toSorted())
      }),
    )
  })

  it('when it is turned round, each is visited after all that wait for it', async () => {
    const visited: string[] = []
    await inOrder(names, reversed(names, before), async (name) => void visited.push(name))
    expect(visited).toEqual(['web', 'order', 'queues', 'postgres'])
  })

  it('when one fails, what waits for it is never visited', async () => {
    const visited: string[] = []
    const visiting = inOrder(names, before, async (name) => {
      if (name === 'queues') throw new Error('no queues')
      visited.push(name)
    })
    await expect(visiting).rejects.toThrow('no queues')
    expect(visited).toEqual(['postgres'])
  })

  it('when there is a circle, it is refused by its names', () => {
    const circle = (name: string) => ({ a: ['b'], b: ['c'], c: ['b'] })[name] ?? []
    expect(() => refuseCircle(['a', 'b', 'c'], circle)).toThrow('A circle of waiting: b → c → b')
  })

  it('when some are wanted, what they wait for comes with them', () => {
    expect(withWhatTheyWaitFor(names, ['order'], before)).toEqual(['order', 'queues', 'postgres'])
  })
})
