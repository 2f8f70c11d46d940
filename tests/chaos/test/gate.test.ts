import { describe, expect, it } from 'vitest'
import { createGate } from '../src/driver/gate.ts'

describe('a gate', () => {
  it('when more come than it has places, the rest wait their turn, also behind one that failed', async () => {
    const gate = createGate(2)
    const begun: number[] = []
    const end: (() => void)[] = []
    const visits = [0, 1, 2, 3].map((visitor) =>
      gate.through(async () => {
        begun.push(visitor)
        await new Promise<void>((done) => end.push(done))
        if (visitor === 0) throw new Error('failed')
        return visitor
      }),
    )
    expect(begun).toEqual([0, 1])
    end[0]?.()
    await expect(visits[0]).rejects.toThrow('failed')
    expect(begun).toEqual([0, 1, 2])
    end[1]?.()
    expect(await visits[1]).toBe(1)
    expect(begun).toEqual([0, 1, 2, 3])
    end[2]?.()
    end[3]?.()
    expect(await Promise.all(visits.slice(1))).toEqual([1, 2, 3])
  })
})
