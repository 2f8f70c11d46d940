import type { AppHostLogLine } from '@waybill/contracts'
import { useLayoutEffect, useRef } from 'react'
import { formatTimeOfDay } from '../../components/time-of-day.ts'
import classes from './log-lines.module.css'
import { readableLine } from './readable-line.ts'

type LogLinesProps = {
  name: string
  lines: readonly AppHostLogLine[]
  following: boolean
  onFollow: (following: boolean) => void
}

const nearlyPx = 24

/** The lines in a box of their own. Scrolled away from its end, it stops to follow; back at the end, it goes on. */
export function LogLines({ name, lines, following, onFollow }: LogLinesProps) {
  const box = useRef<HTMLElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is new lines that make it scroll
  useLayoutEffect(() => {
    if (following && box.current) box.current.scrollTop = box.current.scrollHeight
  }, [following, lines])
  const follow = () => {
    if (!box.current) return
    const { scrollHeight, scrollTop, clientHeight } = box.current
    const atEnd = scrollHeight - scrollTop - clientHeight < nearlyPx
    if (atEnd !== following) onFollow(atEnd)
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
    <section ref={box} className={classes.box} tabIndex={0} aria-label={`Lines of ${name}`} onScroll={follow}>
      {numbered(lines).map(({ key, line }) => {
        const { level, text, rest } = readableLine(line)
        return (
          <div key={key} className={classes.line} data-level={level}>
            <time dateTime={line.at}>{formatTimeOfDay(Date.parse(line.at))}</time> {level && <b>{level}</b>} {text}
            {rest && <span className={classes.rest}> {rest}</span>}
          </div>
        )
      })}
    </section>
  )
}

/** A key for each line that stays when older lines fall off: its moment, and which of that moment. */
function numbered(lines: readonly AppHostLogLine[]) {
  const seen = new Map<string, number>()
  return lines.map((line) => {
    const count = (seen.get(line.at) ?? 0) + 1
    seen.set(line.at, count)
    return { line, key: `${line.at}-${count}` }
  })
}
