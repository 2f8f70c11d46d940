import { Paper, Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import classes from './card.module.css'

type CardProps = { title: string; aside?: ReactNode; children: ReactNode }

/** A part of a page with a heading: a region that can be found by its name. */
export function Card({ title, aside, children }: CardProps) {
  const id = useId()
  return (
    <Paper component="section" withBorder p="lg" aria-labelledby={id} className={classes.card ?? ''}>
      <div className={classes.head}>
        <Title order={2} size="h4" id={id}>
          {title}
        </Title>
        {aside}
      </div>
      {children}
    </Paper>
  )
}
