import { describe, expect, it } from 'vitest'
import { faultNames } from '../src/faults/all-faults.ts'
import { readOptions, usualOptions } from '../src/options.ts'

describe('the options of npm run chaos', () => {
  it('when none are given, they are the usual ones, with every fault', () => {
    expect(readOptions([])).toEqual({ ...usualOptions, seeds: [7], report: undefined })
    expect(usualOptions.faults).toEqual(faultNames)
  })

  it('when they are given, they are taken, and faults stay in their own order', () => {
    const args = ['--orders', '10', '--seconds=5', '--clients', '4', '--seed', '3', '--faults', 'kill,mail']
    expect(readOptions([...args, '--report', 'runs.json', '--down', 'web:10,postgres:5'])).toEqual({
      ...{ orders: 10, seconds: 5, clients: 4, seed: 3, seeds: [3], report: 'runs.json' },
      faults: ['mail', 'kill'],
      down: [
        { part: 'web', seconds: 10 },
        { part: 'postgres', seconds: 5 },
      ],
    })
  })

  it('when there are several seeds, there is a run for each', () => {
    expect(readOptions(['--seeds', '7,12,23']).seeds).toEqual([7, 12, 23])
  })

  it('when a run has the time, parts are down for long in it, unless it is said otherwise', () => {
    const outages = (...args: string[]) => readOptions(args).down.map(({ part, seconds }) => `${part} ${seconds}`)
    expect(outages('--seconds', '300')).toEqual(['postgres 60'])
    expect(outages('--seconds', '1200')).toEqual(['postgres 60', 'e-wallet 600'])
    expect(outages('--seconds', '1200', '--down', '')).toEqual([])
  })

  it.each([
    [['--orders', '0'], '--orders must be a whole number from 1, not "0"'],
    [['--seed', '1.5'], '--seed must be a whole number from 1, not "1.5"'],
    [['--seeds', '7,x'], '--seeds must be a whole number from 1, not "x"'],
    [['--down', 'postgres'], '--down takes parts and seconds, such as postgres:60, not "postgres"'],
    [['--faults', 'kill,flood'], 'No fault is called flood'],
    [['--unknown'], "Unknown option '--unknown'"],
  ])('when it is %j, it is refused with a message for a person', (args, message) => {
    expect(() => readOptions(args)).toThrow(message)
  })
})
