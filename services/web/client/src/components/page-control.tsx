import { Link } from '@tanstack/react-router'
import type { Pagination } from '@waybill/contracts'
import type { ReactNode } from 'react'
import { pageNumbers } from '../format/page-numbers.ts'
import classes from './page-control.module.css'
import { useScrollToNewPage } from './use-scroll-to-new-page.ts'

type PageControlProps = {
  /** Of the rows that are shown, which may still be those of the page before. */
  page: number
  pagination: Pick<Pagination, 'totalPages' | 'nextAfter'>
}

/** Links to the other pages of the list on this address (`?page=`); nothing when there is only one. */
export function PageControl({ page, pagination }: PageControlProps) {
  const scroll = useScrollToNewPage(page)
  const hasNext = pagination.nextAfter !== null || page < pagination.totalPages // not every list has cursors
  const knownPages = Math.max(pagination.totalPages, page) // they are counted to 1,000 items, and there may be more
  if (page === 1 && !hasNext) return null
  return (
    <nav aria-label="Pages" className={classes.pages}>
      <PageLink page={page - 1} onAsk={scroll} disabled={page === 1}>
        Previous
      </PageLink>
      <span className={classes.numbers}>
        {pageNumbers(page, knownPages).map((number, index) =>
          number === null ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: a gap is nothing but its place
            <span key={`gap-${index}`} className={classes.gap}>
              …
            </span>
          ) : (
            <PageLink key={number} page={number} onAsk={scroll} current={number === page} label={`Page ${number}`}>
              {number}
            </PageLink>
          ),
        )}
      </span>
      <span className={classes.current}>Page {page}</span>
      <PageLink page={page + 1} onAsk={scroll} disabled={!hasNext}>
        Next
      </PageLink>
    </nav>
  )
}

type PageLinkProps = {
  page: number
  onAsk: () => void
  current?: boolean
  disabled?: boolean
  label?: string
  children: ReactNode
}

function PageLink({ page, onAsk, current = false, disabled = false, label, children }: PageLinkProps) {
  if (disabled) return <span className={classes.disabled}>{children}</span>
  return (
    <Link
      to="."
      search={(before: object) => ({ ...before, page: page === 1 ? undefined : page }) as never}
      resetScroll={false}
      {...(!current && { onClick: onAsk })}
      className={classes.page}
      activeOptions={{ exact: true }} // else page 1, which has no number, would be current everywhere
      aria-current={current ? 'page' : undefined}
      aria-label={label}
    >
      {children}
    </Link>
  )
}
