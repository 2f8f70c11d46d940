import fc from 'fast-check'
import { expect, it } from 'vitest'
import { safeInteger } from '../src/type-parsers.ts'

it('when an int8 is a safe integer, it is that number', () => {
  fc.assert(fc.property(fc.maxSafeInteger(), (value) => safeInteger(String(value)) === value))
})

it('when an int8 is beyond, it is an error and never a neighbouring number', () => {
  const beyond = fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n - 1n })
  fc.assert(
    fc.property(beyond, fc.boolean(), (value, isNegative) => {
      expect(() => safeInteger(String(isNegative ? -value : value))).toThrow(RangeError)
    }),
  )
})
