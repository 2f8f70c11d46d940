import { Link } from '@tanstack/react-router'
import { EmptyState } from '../components/empty-state.tsx'
import { PageHeading } from '../components/page-heading.tsx'
import classes from './not-found-page.module.css'

/** For an address that leads nowhere. */
export function NotFoundPage() {
  return (
    <div className={classes.page}>
      <PageHeading title="Page not found" />
      <EmptyState title="There is no page at this address" action={<Link to="/">Go to the start page</Link>}>
        It may have been written wrongly, or the page has moved.
      </EmptyState>
    </div>
  )
}
