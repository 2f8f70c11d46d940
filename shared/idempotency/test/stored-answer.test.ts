import { AppError, type RefusalKind } from '@waybill/errors'
import { expect, it } from 'vitest'
import { answerOf, isKeptRefusal, rowOf } from '../src/stored-answer.ts'

const refusal = (kind: RefusalKind, replayed = false) => new AppError(kind, 'code', 'message', { replayed })

it.each(['not-found', 'conflict', 'unprocessable'] as const)(
  'when the business refused as %s, that is kept',
  (kind) => {
    expect(isKeptRefusal(refusal(kind))).toBe(true)
  },
)

it.each(['invalid', 'unauthorized', 'forbidden', 'too-large', 'unsupported', 'too-many', 'unavailable'] as const)(
  'when it was refused as %s, that is not kept',
  (kind) => {
    expect(isKeptRefusal(refusal(kind))).toBe(false)
  },
)

it('when it is a replay already, or no refusal, it is not kept', () => {
  expect([isKeptRefusal(refusal('conflict', true)), isKeptRefusal(new Error('x')), isKeptRefusal(undefined)]).toEqual([
    false,
    false,
    false,
  ])
})

it('when an answer goes through its row, it is the same', () => {
  expect(answerOf(rowOf({ status: 202, body: '' }), true)).toEqual({ status: 202, body: '', replayed: true })
})

it('when a row holds no answer, that is an error and not an empty answer', () => {
  expect(() => answerOf({ answerStatus: null, answerBody: null, refusal: null }, true)).toThrow('holds no answer')
})
