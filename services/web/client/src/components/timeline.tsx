import type { ReactNode } from 'react'
import classes from './timeline.module.css'
import type { Tone } from './tone.ts'

/** What happened, one below the other: a list for who hears it, a line for who sees it. */
export function Timeline({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ol className={classes.timeline} aria-label={label}>
      {children}
    </ol>
  )
}

type TimelineItemProps = {
  title: ReactNode
  tone?: Tone
  /** A moment, a badge: at the end of the title's line. */
  aside?: ReactNode
  children?: ReactNode
}

export function TimelineItem({ title, tone = 'neutral', aside, children }: TimelineItemProps) {
  return (
    <li className={classes.item} data-tone={tone}>
      <div className={classes.head}>
        <span className={classes.title}>{title}</span>
        {aside && <span className={classes.aside}>{aside}</span>}
      </div>
      {children && <div className={classes.body}>{children}</div>}
    </li>
  )
}
