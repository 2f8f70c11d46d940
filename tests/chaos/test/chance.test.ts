import { seededRandom } from '@waybill/test-kit'
import { describe, expect, it } from 'vitest'
import { createDeck, pairsOf } from '../src/faults/chance.ts'

const names = ['order', 'payment', 'postgres', 'web']
const drawn = (times: number, seed: number) => {
  const deck = createDeck(seededRandom(seed), names)
  return Array.from({ length: times }, () => deck.draw())
}

describe('a deck', () => {
  it('when it is drawn from again and again, each comes once before any comes twice', () => {
    const rounds = drawn(12, 7)
    for (const at of [0, 4, 8]) expect(rounds.slice(at, at + 4).toSorted()).toEqual(names)
    expect(rounds).toEqual(drawn(12, 7))
    expect(rounds).not.toEqual(drawn(12, 8))
  })

  it('when one is not fit, the others go on without it, and then it has its turn', () => {
    const deck = createDeck(seededRandom(7), names)
    const others = Array.from({ length: 6 }, () => deck.draw((name) => name !== 'order'))
    expect(others).not.toContain('order')
    expect(others).not.toContain(undefined)
    expect([deck.draw(), deck.draw(), deck.draw()]).toContain('order')
  })

  it('when none is fit, it draws nothing', () => {
    expect(createDeck(seededRandom(7), names).draw(() => false)).toBeUndefined()
  })

  it('when it is of pairs, every one is met with every other', () => {
    expect(pairsOf(['a', 'b'], [1, 2])).toEqual([
      ['a', 1],
      ['a', 2],
      ['b', 1],
      ['b', 2],
    ])
  })
})
