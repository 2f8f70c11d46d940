import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answerToFailure, isOutage } from '../src/domain/smtp-answer.ts'

describe('what SMTP said', () => {
  it.each([
    [550, 'RCPT TO', 'refused', false],
    [554, 'DATA', 'refused', false],
    [552, 'MAIL FROM', 'refused', false],
    [451, 'DATA', 'postponed', false],
    [421, 'RCPT TO', 'postponed', true],
    [421, 'CONN', 'postponed', true],
    [503, 'DATA', 'postponed', false],
    [530, 'MAIL FROM', 'postponed', false],
    [535, 'AUTH PLAIN', 'postponed', true],
    [554, 'CONN', 'postponed', true],
    [550, 'EHLO', 'postponed', true],
    [undefined, 'CONN', 'postponed', true],
    [undefined, undefined, 'postponed', true],
  ])('when it is %s to %s, the e-mail is %s and the server down: %s', (responseCode, command, kind, isDown) => {
    const failure = { message: 'words', responseCode, command }
    expect(answerToFailure(failure)).toEqual({ kind, detail: 'words' })
    expect(isOutage(failure)).toBe(isDown)
  })

  it('when its words are anything, they are kept as one line that everyone takes', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme', minLength: 480 }),
      fc.constant('\ud83d\u0000\r\n'),
    )
    fc.assert(
      fc.property(text, (message) => {
        const { detail } = answerToFailure({ message })
        expect(detail).toMatch(/^[^\p{Cc}\p{Cs}]{1,500}$/u)
      }),
    )
  })

  it('when the words have many lines, the lines follow one another', () => {
    expect(answerToFailure({ message: '550-no\r\n550 such user' }).detail).toBe('550-no 550 such user')
  })
})
