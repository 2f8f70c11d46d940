import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldName } from '../src/index.ts'

describe('folding a name for the search', () => {
  it.each([
    ['José', 'jose'],
    ['ÅSA', 'asa'],
    ['Straße', 'strasse'],
    ['STRASSE', 'strasse'],
    ['Łódź', 'lodz'],
    ['İstanbul', 'istanbul'],
    ['Smørrebrød', 'smorrebrod'],
    ['ﬁne №5', 'fine no5'],
    ['Ελλάδα', 'ελλαδα'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['한국', '한국'],
    ['50%_\\', '50%_\\'],
    ['🎁 gift', '🎁 gift'],
  ])('when the name is %s, it is searched as %s', (name, folded) => {
    expect(foldName(name)).toBe(folded)
  })

  it('when it is folded again, nothing changes', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (name) => foldName(foldName(name)) === foldName(name)))
  })

  it('when a part of the name is looked for in capitals, it is in the name', () => {
    const greek = fc.string({ unit: fc.constantFrom('σ', 'Σ', 'ς', 'ο', 'Ά', ' ', 'ß'), minLength: 1 })
    fc.assert(
      fc.property(greek, greek, (start, rest) => {
        expect(foldName(start + rest)).toContain(foldName(start.toUpperCase()))
      }),
    )
  })

  it('when only case or composition differ, it is the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'É', 'ß', 'ø', 'Ž', ' ', 'ñ') }), (name) => {
        expect(foldName(name.toUpperCase())).toBe(foldName(name))
        expect(foldName(name.normalize('NFD'))).toBe(foldName(name))
      }),
    )
  })
})
