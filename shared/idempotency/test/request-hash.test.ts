import fc from 'fast-check'
import { expect, it } from 'vitest'
import { requestHash } from '../src/request-hash.ts'

/** The same value with the fields of all its objects in the reverse order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, field]) => [name, reversed(field)]),
  )
}

it('when only the order of fields differs, the hash is the same', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => requestHash(value) === requestHash(reversed(value))))
})

it('when the values differ, the hashes do', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      const same = requestHash(one) === requestHash(other)
      expect(same).toBe(JSON.stringify(sortedCopy(one)) === JSON.stringify(sortedCopy(other)))
    }),
  )
})

it.each([
  [{ a: 1, b: undefined }, { a: 1 }, true],
  [{ a: 1, b: null }, { a: 1 }, false],
  [[1, 2], [2, 1], false],
  [{ a: '1' }, { a: 1 }, false],
  [{ at: new Date(0) }, { at: new Date(1) }, false],
  [{ at: new Date(0) }, { at: '1970-01-01T00:00:00.000Z' }, true],
  [undefined, null, true],
])('when %j is compared with %j, the hashes are equal: %j', (one, other, equal) => {
  expect(requestHash(one) === requestHash(other)).toBe(equal)
})

it('when the value is known, so is the hash', () => {
  expect(requestHash({ b: [1, 'ü'], a: null })).toBe('6bafd57c7869b3aca54e576a5157b40cc195c8486124cab93d52f1b59556838e')
})

function sortedCopy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedCopy)
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return { fields: fields.map(([name, field]) => [name, sortedCopy(field)]) } // an object, or {} would be []
}
