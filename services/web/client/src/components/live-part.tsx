import { Skeleton, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { describeFailure, isPassing } from '../format/failure.ts'
import { ErrorPanel } from './error-panel.tsx'
import { formatTimeOfDay } from './time-of-day.ts'

export type LivePartProps<T> = {
  live: { data: T | undefined; failure: Error | null; asOf: number; retry: () => void }
  /** Whose data these are, such as "The order service". */
  source: string
  skeletonRows?: number
  children: (data: T) => ReactNode
}

/** One source's part of a page. It fails alone, and shows its last data while the source cannot be reached. */
export function LivePart<T>({ live, source, skeletonRows = 4, children }: LivePartProps<T>) {
  const { data, failure, asOf, retry } = live
  if (data === undefined && failure)
    return <ErrorPanel error={failure} onRetry={retry} title={titleOf(failure, source)} />
  if (data === undefined) return <Skeletons rows={skeletonRows} />
  return (
    <Stack gap="sm">
      {failure && (
        <Text size="sm" c="dimmed" role="status">
          As of {formatTimeOfDay(asOf)}. {titleOf(failure, source)}.
        </Text>
      )}
      {children(data)}
    </Stack>
  )
}

/** A refusal is an answer, too, and says what it is. */
const titleOf = (failure: Error, source: string) =>
  isPassing(failure) ? `${source} does not answer` : describeFailure(failure).title

function Skeletons({ rows }: { rows: number }) {
  return (
    <Stack gap="sm" aria-hidden="true">
      {Array.from({ length: rows }, (_, row) => `row-${row}`).map((key) => (
        <Skeleton key={key} height={36} />
      ))}
    </Stack>
  )
}
