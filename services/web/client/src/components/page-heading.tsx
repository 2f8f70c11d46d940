import { Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'
import classes from './page-heading.module.css'

type PageHeadingProps = {
  /** For the tab; the heading itself, too, where there are no children. */
  title: string
  children?: ReactNode
}

/** The page's one h1, which takes the focus after a navigation, and the document's title. Part of every state of a page. */
export function PageHeading({ title, children }: PageHeadingProps) {
  useDocumentTitle(`${title} · Waybill`)
  return (
    <Title order={1} size="h2" tabIndex={-1} className={classes.heading}>
      {children ?? title}
    </Title>
  )
}
