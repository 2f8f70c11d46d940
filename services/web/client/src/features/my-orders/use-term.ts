import { useDebouncedCallback } from '@mantine/hooks'
import { useEffect, useRef, useState } from 'react'

const typingPauseMs = 200

/**
 * What stands in the search field: its own at every letter, the address's (`settled`) when that is changed by something else,
 * such as back. `onSettled` is told once who types pauses.
 */
export function useTerm(settled: string, onSettled: (term: string | undefined) => void) {
  const [term, setTerm] = useState(settled)
  const told = useRef(settled)
  const tell = useDebouncedCallback((next: string) => {
    told.current = next.trim() === '' ? '' : next
    onSettled(told.current || undefined)
  }, typingPauseMs)

  useEffect(() => {
    if (settled === told.current) return
    told.current = settled
    setTerm(settled)
  }, [settled])

  const type = (next: string) => {
    setTerm(next)
    tell(next)
  }
  return [term, type] as const
}
