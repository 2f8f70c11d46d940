import { foldName } from '@waybill/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { highlight } from '../../client/src/format/highlight.ts'

const marked = (text: string, term: string) =>
  highlight(text, term)
    .map(({ text: part, matches }) => (matches ? `[${part}]` : part))
    .join('')

describe('what a search has found in a name', () => {
  it.each([
    ['José Åkesson', 'jose', '[José] Åkesson'],
    ['José Åkesson', 'ÅKE', 'José [Åke]sson'],
    ['Jose\u0301 and more', 'SÉ', 'Jo[se\u0301] and more'],
    ['100% cotton_shirt', '%', '100[%] cotton_shirt'],
    ['100% cotton_shirt', '_', '100% cotton[_]shirt'],
    ['a.b*c', '.b*', 'a[.b*]c'],
    ['Straße 7', 'strasse', '[Straße] 7'],
    ['Straße 7', 'as', 'Str[aß]e 7'],
    ['ﬁne things', 'fi', '[ﬁ]ne things'],
    ['banana', 'an', 'b[anan]a'],
    ['عيد ميلاد ليلى', 'ميلاد', 'عيد [ميلاد] ليلى'],
    ['Garden 🌷 spring', '🌷', 'Garden [🌷] spring'],
    ['Garden', '  gar ', '[Gar]den'],
    ['Garden', '   ', 'Garden'],
    ['Garden', 'x', 'Garden'],
  ])('when %s is searched for %s, it marks %s', (text, term, expected) => {
    expect(marked(text, term)).toBe(expected)
  })

  it('when the parts are joined, then it is the whole text, whatever it is', () => {
    const property = fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, term) => {
      expect(
        highlight(text, term)
          .map((part) => part.text)
          .join(''),
      ).toBe(text)
    })
    fc.assert(property)
  })

  it('when a text is folded twice, then nothing more changes', () => {
    const property = fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(foldName(foldName(text))).toBe(foldName(text))
    })
    fc.assert(property)
  })
})
