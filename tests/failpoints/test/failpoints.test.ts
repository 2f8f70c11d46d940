import { describe, expect, it } from 'vitest'
import { allCases, shortCases } from '../src/cases.ts'
import { failpoints } from '../src/failpoints.ts'
import { filesOf } from '../src/files.ts'
import { doorsOf } from '../src/processes.ts'
import { variants } from '../src/variants.ts'

describe('the failpoints', () => {
  it('when they are counted, there are forty at least, each by a name of its own', () => {
    expect(failpoints.length).toBeGreaterThanOrEqual(40)
    expect(new Set(failpoints.map((point) => filesOf('', point).armed)).size).toBe(failpoints.length)
  })

  it('when the cases are made, every failpoint is in each of the four variants', () => {
    const made = new Set(allCases.map(({ point, variant }) => `${point.name} ${variant}`))
    const wanted = failpoints.flatMap(({ name }) => variants.map((variant) => `${name} ${variant}`))
    expect([...made].toSorted()).toEqual(wanted.toSorted())
  })

  it('when npm test runs, it has sixteen of them, of all four variants', () => {
    expect(shortCases).toHaveLength(16)
    expect(new Set(shortCases.map(({ variant }) => variant)).size).toBe(variants.length)
  })

  it.each(failpoints)('when $name is to be met, its process has a hand at that door', ({ process, door }) => {
    expect(doorsOf(process)).toContain(door)
  })
})
