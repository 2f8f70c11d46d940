import { describe, expect, it } from 'vitest'
import { formatDuration, formatExactly, formatMoment } from '../../client/src/format/time.ts'

const place = { locale: 'en-GB', timeZone: 'Europe/Zurich' }
const now = new Date('2026-11-21T17:00:00Z')

describe('moments and spans', () => {
  it('when a moment is of this year, it shows day and time in the zone of who reads it', () => {
    expect(formatMoment('2026-03-01T23:30:00.000Z', now, place)).toBe('2 Mar, 00:30')
  })

  it('when a moment is of another year there, it shows the year too', () => {
    expect(formatMoment('2025-12-31T22:59:00.000Z', now, place)).toBe('31 Dec 2025, 23:59')
    expect(formatMoment('2025-12-31T23:01:00.000Z', now, place)).toBe('1 Jan, 00:01')
  })

  it('when the exact moment is asked for, it has seconds and a zone', () => {
    expect(formatExactly('2026-03-01T23:30:07.000Z', place)).toMatch(/2 March 2026.*00:30:07.*CET/)
  })

  it.each([
    [-1, '0 sec'],
    [59.9, '59 sec'],
    [60, '1 min'],
    [7_300, '2 hr'],
    [90_000, '1 day'],
  ])('when a span is %d seconds, it is %s', (seconds, expected) => {
    expect(formatDuration(seconds, 'en-US').replaceAll(/\s/g, ' ')).toBe(expected)
  })
})
