import { Link } from '@tanstack/react-router'
import type { WebhookStatus } from '@waybill/contracts'
import classes from './webhook-tabs.module.css'

type Filters = { status?: WebhookStatus | 'refused' | undefined; page?: number | undefined }

/** Two lists, each with an address of its own: links, and not tabs of one page. */
export function WebhookTabs({ filters }: { filters: Filters }) {
  return (
    <nav aria-label="Webhooks" className={classes.tabs}>
      <Link to="/ops/webhooks" search={filters.status === 'refused' ? {} : filters} {...tab}>
        Stored
      </Link>
      <Link to="/ops/webhooks" search={{ status: 'refused' }} {...tab}>
        Refused
      </Link>
    </nav>
  )
}

/** They differ in their filter only: the current one is that whose filter is the page's. */
const tab = { className: classes.tab, activeOptions: { exact: true } }
