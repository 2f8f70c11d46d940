import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toAsciiJson } from '../src/ascii-json.ts'

describe('ASCII JSON', () => {
  it('when it is parsed, it is the same value, whatever the text', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const json = toAsciiJson(value)
        expect(json).toMatch(/^[\x20-\x7e]*$/)
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  it('when there is an emoji, it is escaped as its two surrogates', () => {
    expect(toAsciiJson({ name: 'Åsa 🎉' })).toBe('{"name":"\\u00c5sa \\ud83c\\udf89"}')
  })
})
