import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { subjectOf } from '../src/domain/content.ts'

describe('a subject', () => {
  it('when the name is anything, it stays one line of printable text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('order-paid', 'payment-failed'), (name, template) => {
        expect(subjectOf(template, name)).toMatch(/^[^\p{Cc}\p{Cs}\u2028\u2029]+$/u)
      }),
    )
  })

  it('when the name would bring a header, it is only a name', () => {
    expect(subjectOf('order-paid', 'Cake\r\nBcc: all@example.test')).toBe(
      'Your order Cake Bcc: all@example.test is paid',
    )
  })

  it('when the name is right-to-left, it cannot turn round the words after it', () => {
    expect(subjectOf('payment-failed', 'طلب 5')).toBe('The payment for your order \u2068طلب 5\u2069 failed')
    expect(subjectOf('order-paid', '\u202eevil')).toBe('Your order evil is paid')
  })
})
