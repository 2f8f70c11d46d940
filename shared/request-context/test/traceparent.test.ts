import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { acceptTraceparent } from '../src/traceparent.ts'

const traceId = '0af7651916cd43dd8448eb211c80319c'
const header = `00-${traceId}-b7ad6b7169203331-01`
const half = () => 0.5
const wellFormed = /^00-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-0[0-3]$/

describe('a traceparent from outside', () => {
  it('when it is well formed, it keeps the trace and gets a span id of our own', () => {
    expect(acceptTraceparent(header, half)).toBe(`00-${traceId}-8000000080000000-01`)
  })

  it('when it says "not sampled" or "random", it keeps that and clears flags that version 00 does not know', () => {
    const flagsOf = (flags: string) => acceptTraceparent(`00-${traceId}-b7ad6b7169203331-${flags}`, half).slice(-2)
    expect(['00', '02', '03', 'ff', '08'].map(flagsOf)).toEqual(['00', '02', '03', '03', '00'])
  })

  it('when its version is a later one, it is read by its first four fields', () => {
    expect(acceptTraceparent(`cc-${traceId}-b7ad6b7169203331-01-later`, half)).toContain(traceId)
  })

  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['all zeros as trace', `00-${'0'.repeat(32)}-b7ad6b7169203331-01`],
    ['all zeros as span', `00-${traceId}-${'0'.repeat(16)}-01`],
    ['version ff', `ff-${traceId}-b7ad6b7169203331-01`],
    ['version 00 with more fields', `${header}-more`],
    ['upper case', header.toUpperCase()],
    ['doubled', `${header}, ${header}`],
    ['ended by a line break', `${header}\n`],
    ['too short', header.slice(0, -1)],
  ])('when it is %s, it is replaced by a new, sampled trace', (_, odd) => {
    expect(acceptTraceparent(odd, half)).toBe('00-80000000800000008000000080000000-8000000080000000-01')
  })

  it('when chance gives only zeros, it is still well formed', () => {
    expect(acceptTraceparent(undefined, () => 0)).toMatch(wellFormed)
  })

  it('when anything at all arrives, it is well formed', () => {
    const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
    fc.assert(
      fc.property(fc.option(fc.string(), { nil: undefined }), chance, (odd, value) => {
        expect(acceptTraceparent(odd, () => value)).toMatch(wellFormed)
      }),
    )
  })
})
