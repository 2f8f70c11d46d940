import { describe, expect, it } from 'vitest'
import { courseOf, type Sample, withSample } from '../../client/src/data/ops-samples.ts'

const sample = (value: number): Sample => ({ at: value, values: { depth: value } })

describe('the samples of the small charts', () => {
  it('when more than sixty were taken, it keeps the newest sixty in their order', () => {
    let samples: Sample[] = []
    for (let value = 1; value <= 75; value += 1) samples = withSample(samples, sample(value))
    expect(courseOf(samples, 'depth')).toEqual(Array.from({ length: 60 }, (_, index) => index + 16))
  })

  it('when a sample is added, it leaves the list before as it was', () => {
    const before = [sample(1)]
    withSample(before, sample(2))
    expect(before).toHaveLength(1)
  })

  it('when a look did not find the value, it is left out of the course', () => {
    expect(courseOf([sample(1), { at: 2, values: {} }, sample(3)], 'depth')).toEqual([1, 3])
  })
})
