import { useEffect, useRef, useState } from 'react'
import { changesOf } from './changes-of.ts'
import type { Step } from './step.ts'

/** The last change as a sentence; what the page began with is no change. */
export function useChanges(steps: readonly Step[]): string {
  const seen = useRef(steps)
  const [sentence, setSentence] = useState('')
  useEffect(() => {
    const changes = changesOf(seen.current, steps)
    seen.current = steps
    if (changes) setSentence(changes)
  }, [steps])
  return sentence
}
