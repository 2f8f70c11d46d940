type Place = { locale?: string; timeZone?: string }

/** Day and time, short; the year only when it is not this one. */
export function formatMoment(iso: string, now: Date, { locale, timeZone }: Place = {}): string {
  const at = new Date(iso)
  const zone = timeZone ? { timeZone } : {}
  const yearOf = (date: Date) => date.toLocaleDateString('en', { ...zone, year: 'numeric' })
  return at.toLocaleString(locale, {
    ...zone,
    ...(yearOf(at) !== yearOf(now) && { year: 'numeric' }),
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  })
}

/** The whole moment, to the second and with its zone. */
export const formatExactly = (iso: string, { locale, timeZone }: Place = {}): string =>
  new Date(iso).toLocaleString(locale, { ...(timeZone && { timeZone }), dateStyle: 'full', timeStyle: 'long' })

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const

/** A length of time in its largest unit, rounded down: 3,725 seconds are `1 hr`. */
export function formatDuration(seconds: number, locale?: string): string {
  const whole = Math.max(0, Math.floor(seconds))
  const [unit, size] = units.find(([, length]) => whole >= length) ?? ['second', 1]
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(Math.floor(whole / size))
}
