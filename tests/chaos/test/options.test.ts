import { describe, expect, it } from 'vitest'
import { faultNames } from '../src/faults/all-faults.ts'
import { readOptions, usualOptions } from '../src/options.ts'

describe('the options of npm run chaos', () => {
  it('when none are given, they are the usual ones, with every fault', () => {
    expect(readOptions([])).toEqual(usualOptions)
    expect(usualOptions.faults).toEqual(faultNames)
  })

  it('when they are given, they are taken, and faults stay in their own order', () => {
    expect(readOptions(['--orders', '10', '--seconds=5', '--seed', '3', '--faults', 'kill,mail'])).toEqual({
      ...{ orders: 10, seconds: 5, seed: 3 },
      faults: ['mail', 'kill'],
    })
  })

  it.each([
    [['--orders', '0'], '--orders must be a whole number from 1, not "0"'],
    [['--seed', '1.5'], '--seed must be a whole number from 1, not "1.5"'],
    [['--faults', 'kill,flood'], 'No fault is called flood'],
    [['--unknown'], "Unknown option '--unknown'"],
  ])('when it is %j, it is refused with a message for a person', (args, message) => {
    expect(() => readOptions(args)).toThrow(message)
  })
})
