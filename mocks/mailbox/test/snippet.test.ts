import { describe, expect, it } from 'vitest'
import { foldText } from '../src/domain/fold-text.ts'
import { snippetOf } from '../src/domain/snippet.ts'

describe('snippetOf', () => {
  it('when there is text, it is its beginning on one line', () => {
    expect(snippetOf({ text: ' Hello\r\n\r\n  José ', html: '<p>Other</p>' })).toBe('Hello José')
  })

  it('when there is only HTML, it holds what a reader would see', () => {
    const html =
      '<html><head><title>T</title><style>p{}</style></head><!-- c --><p>Fish&nbsp;&amp; <b>chips</b></p></html>'
    expect(snippetOf({ text: '', html })).toBe('Fish & chips')
  })

  it('when it is cut, it never holds half an emoji', () => {
    const snippet = snippetOf({ text: `x${'😀'.repeat(400)}`, html: '' })
    expect([...snippet]).toHaveLength(250)
    expect(snippet.isWellFormed()).toBe(true)
  })

  it('when the HTML is hostile, it is still quick', () => {
    expect(snippetOf({ text: '', html: '<!--<style>'.repeat(400_000) }).length).toBeLessThanOrEqual(250)
  })
})

describe('foldText', () => {
  it.each([
    ['José', 'jose'],
    ['ÅSA', 'asa'],
    ['İstanbul', 'istanbul'],
    ['שָׁלוֹם', 'שלום'],
  ])('when the text is %s, search compares %s', (text, folded) => {
    expect(foldText(text)).toBe(folded)
  })
})
