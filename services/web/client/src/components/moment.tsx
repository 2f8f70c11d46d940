import { formatExactly, formatMoment } from '../format/time.ts'

/** A moment in the user's own way of writing; the exact one on hover and for machines. */
export function Moment({ at }: { at: string }) {
  return (
    <time dateTime={at} title={formatExactly(at)}>
      {formatMoment(at, new Date())}
    </time>
  )
}
