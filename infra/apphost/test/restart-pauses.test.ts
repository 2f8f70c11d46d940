import { describe, expect, it } from 'vitest'
import { createRestartPauses } from '../src/supervisor/restart-pauses.ts'

const pauses = () => createRestartPauses({ firstMs: 250, capMs: 10_000, steadyAfterMs: 30_000 })

describe('the pause before a restart', () => {
  it('when a process crashes again and again, it doubles up to the cap', () => {
    const { nextMs } = pauses()
    expect(Array.from({ length: 8 }, () => nextMs(100))).toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000])
  })

  it('when the process had run steadily, it begins anew', () => {
    const { nextMs } = pauses()
    nextMs(100)
    nextMs(100)
    expect(nextMs(30_000)).toBe(250)
    expect(nextMs(100)).toBe(500)
  })
})
