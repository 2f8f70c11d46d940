import { createLink } from '@tanstack/react-router'
import type { AnchorHTMLAttributes } from 'react'
import classes from './figure-link.module.css'

type FigureProps = { label: string; value: number; note?: string | undefined }
type Props = FigureProps & AnchorHTMLAttributes<HTMLAnchorElement>

/** A figure that leads to what it counts. */
export const FigureLink = createLink(({ label, value, note, className, ...rest }: Props) => (
  <a className={classes.figure} {...rest}>
    <FigureText label={label} value={value} note={note} />
  </a>
))

/** A figure that nothing more is known of. */
export function Figure(props: FigureProps) {
  return (
    <div className={classes.figure}>
      <FigureText {...props} />
    </div>
  )
}

function FigureText({ label, value, note }: FigureProps) {
  return (
    <>
      <span className={classes.label}>{label}</span> <span className={classes.value}>{value.toLocaleString()}</span>{' '}
      {note && <span className={classes.note}>{note}</span>}
    </>
  )
}
