import { useEffect, useRef } from 'react'

const doubleClickMs = 300

/**
 * Scrolls to the top once the rows of the page that was asked for are shown (`shownPage`), and not under the second click of a
 * double click, which would open what has come below the pointer. Returns what is to be told that a page is asked for.
 */
export function useScrollToNewPage(shownPage: number): () => void {
  const isAsked = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the change of page that counts
  useEffect(() => {
    if (!isAsked.current) return
    const timer = setTimeout(() => {
      isAsked.current = false
      window.scrollTo({ top: 0 })
    }, doubleClickMs)
    return () => clearTimeout(timer)
  }, [shownPage])
  return () => {
    isAsked.current = true
  }
}
