import { paymentStatus } from '@waybill/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { outcomeOf, paymentMoves, statesBefore } from '../src/domain/payment.ts'

const status = fc.constantFrom(...paymentStatus.options)

describe('the moves of a payment', () => {
  it('when a move is in the table, and only then, its start is a state before its end', () => {
    fc.assert(
      fc.property(status, status, (from, to) => {
        const moves: readonly string[] = paymentMoves[from]
        expect(statesBefore(to).includes(from)).toBe(moves.includes(to))
      }),
    )
  })

  it('when moves are tried in any order, a payment ends once and stays what it became', () => {
    fc.assert(
      fc.property(fc.array(status, { maxLength: 20 }), (tried) => {
        let current: (typeof tried)[number] = 'submitting'
        const ends = tried.flatMap((to) => {
          if (!statesBefore(to).includes(current)) return []
          current = to
          return outcomeOf(to) ?? []
        })
        expect(ends.length).toBeLessThanOrEqual(1)
        expect(outcomeOf(current)).toBe(ends[0])
      }),
    )
  })

  it('when a state is final, and only then, it has an outcome', () => {
    for (const state of paymentStatus.options) {
      expect(paymentMoves[state].length === 0).toBe(outcomeOf(state) !== undefined)
    }
  })

  it('when it has expired, the order sees it as failed', () => {
    expect(outcomeOf('expired')).toBe('failed')
  })
})
