import { join } from 'node:path'
import type { SendEmail } from '@waybill/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nameInText, readableName } from '../src/domain/readable-name.ts'
import { createTemplates } from '../src/gateways/templates.ts'

describe('the templates', () => {
  const { render } = createTemplates({ folder: join(import.meta.dirname, '../templates') })
  const data: SendEmail['data'] = {
    ...{ orderName: 'Birthday', customerName: 'Åsa', currency: 'EUR', totalMinor: 2_399 },
    items: [
      { name: 'Cake', quantity: 1, unitPriceMinor: 1_099 },
      { name: 'Candles', quantity: 2, unitPriceMinor: 650 },
    ],
  }

  it('when an order was paid, the text is laid out line by line', () => {
    expect(render({ template: 'order-paid', data }).text).toBe(
      [
        'Thank you, Åsa',
        '',
        'We have received your payment of €23.99 for Birthday.',
        'Your order goes into production now, and your invoice follows.',
        '',
        '- Cake',
        '  1 x €10.99 = €10.99',
        '',
        '- Candles',
        '  2 x €6.50 = €13.00',
        '',
        'Total: €23.99',
        '',
        'There is nothing you need to do.',
        'If you did not place this order, please answer this e-mail.',
      ].join('\n'),
    )
  })

  it('when a payment failed, the text says what happened and what can be done', () => {
    const { text } = render({ template: 'payment-failed', data: { ...data, failureReason: 'expired' } as typeof data })
    expect(text).toBe(
      [
        'Hello Åsa, your payment failed',
        '',
        'The payment of €23.99 for your order Birthday did not go through.',
        'Your e-wallet did not answer in time.',
        '',
        'No money was taken, and your order is kept.',
        '',
        'What you can do:',
        '',
        '1. Look into your e-wallet.',
        '2. Open Birthday under "My orders" and check it out again.',
        '   You will not pay twice.',
        '',
        'If you need help, please answer this e-mail.',
      ].join('\n'),
    )
  })

  it.each(['insufficient-funds', 'something-new', undefined])(
    'when the reason is %s, it is said in words',
    (failureReason) => {
      const { text, html } = render({ template: 'payment-failed', data: { ...data, failureReason } as typeof data })
      for (const body of [text, html]) expect(body).toMatch(/e-wallet/)
      for (const body of [text, html]) expect(body).not.toMatch(/undefined|something-new|insufficient-funds/)
    },
  )

  it('when a name is anything, it is shown as text and never read as HTML or as a template', () => {
    const traps = fc.constantFrom(
      '<img src=x>',
      '"><b>',
      '<%= it.total %>',
      '<% } %>',
      '{{total}}',
      '&amp;',
      '$&',
      '\u202e',
    )
    const names = fc.oneof(fc.string({ unit: 'grapheme' }), traps)
    const rendered = (template: SendEmail['template'], name: string) => {
      const named = { ...data, customerName: name, orderName: name, items: [{ name, quantity: 1, unitPriceMinor: 5 }] }
      return render({ template, data: named })
    }
    fc.assert(
      fc.property(names, fc.constantFrom('order-paid', 'payment-failed'), (name, template) => {
        const [harmless, odd] = [rendered(template, 'Qq'), rendered(template, name)]
        expect(odd.html).toBe(harmless.html.replaceAll('Qq', () => escaped(readableName(name))))
        expect(odd.text).toBe(harmless.text.replaceAll('Qq', () => nameInText(name)))
      }),
    )
  })

  it('when there are a hundred items, each has its row', () => {
    const items = Array.from({ length: 100 }, (_, at) => ({
      name: `Item ${at}`,
      quantity: at + 1,
      unitPriceMinor: 1_000,
    }))
    const { html, text } = render({ template: 'order-paid', data: { ...data, currency: 'JPY', items } })
    expect(html.match(/<tr>/g)).toHaveLength(items.length + 4)
    expect(text.match(/^- Item \d+$/gm)).toHaveLength(100)
    expect(html).toContain('¥100,000')
    expect(html.length).toBeLessThan(102_400) // beyond it Gmail clips a mail
  })
})

/** As Eta escapes (the five characters of HTML). */
const escaped = (text: string) =>
  text.replace(
    /[&<>"']/g,
    (found) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[found] ?? '',
  )
