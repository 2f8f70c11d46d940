import { formatExactly } from '../format/time.ts'

/** A moment to the second, for records that lie close together. */
export function ExactMoment({ at }: { at: string }) {
  const words = new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' })
  return (
    <time dateTime={at} title={formatExactly(at)}>
      {words}
    </time>
  )
}
