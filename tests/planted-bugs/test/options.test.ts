import { describe, expect, it } from 'vitest'
import { plantedBugs } from '../src/bugs/index.ts'
import { readOptions } from '../src/options.ts'

describe('the options of npm run planted-bugs', () => {
  it('when none are given, every bug is looked for in three runs', () => {
    expect(readOptions([])).toEqual({ bugs: plantedBugs, runs: 3, seed: 7 })
  })

  it('when bugs are named, only they are looked for', () => {
    const { bugs, runs, seed } = readOptions(['no-inbox', 'no-fence', '--runs', '1', '--seed=42'])
    expect([bugs.map(({ name }) => name), runs, seed]).toEqual([['no-fence', 'no-inbox'], 1, 42])
  })

  it.each([
    [['no-bug'], 'No bug is called no-bug. There are: '],
    [['--runs', '0'], '--runs must be a whole number from 1, not "0"'],
    [['--seed', '1.5'], '--seed must be a whole number from 1, not "1.5"'],
  ])('when it is %j, it is refused with a message for a person', (args, message) => {
    expect(() => readOptions(args)).toThrow(message)
  })
})
