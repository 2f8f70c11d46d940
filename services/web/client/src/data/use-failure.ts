import { useState } from 'react'

type Observed = { error: Error | null; isSuccess: boolean; isPlaceholderData: boolean }

/**
 * The failure that a page shows: it stays while the query is tried again, so that the page does not flicker between an error and
 * a skeleton, and ends with the first answer.
 */
export function useFailure({ error, isSuccess, isPlaceholderData }: Observed): Error | null {
  const [last, setLast] = useState(error)
  const answered = isSuccess && !isPlaceholderData
  if (error && error !== last) setLast(error)
  if (answered && last) setLast(null)
  return error ?? (answered ? null : last)
}
