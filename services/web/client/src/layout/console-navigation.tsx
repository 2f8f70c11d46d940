import { NavLink, VisuallyHidden } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { OperatorSession } from '@waybill/contracts'
import { Badge } from '../components/status-badge.tsx'
import { attentionByPage } from '../data/ops-attention.ts'
import { useOverviews } from '../data/ops-use-overviews.ts'
import classes from './console-shell.module.css'

const pages = [
  ['/ops', 'Overview'],
  ['/ops/orders', 'Orders'],
  ['/ops/processes', 'Processes'],
  ['/ops/dead-letters', 'Dead letters'],
  ['/ops/outbox', 'Parked events'],
  ['/ops/payments', 'Payments'],
  ['/ops/webhooks', 'Webhooks'],
  ['/ops/emails', 'E-mails'],
] as const

type ConsoleNavigationProps = { session: OperatorSession; onChosen: () => void }

/** Every page of the console that exists here, with how many on it wait for a person. */
export function ConsoleNavigation({ session, onChosen }: ConsoleNavigationProps) {
  const waiting = attentionByPage(useOverviews().attention)
  const here = [
    ...pages,
    ...(session.eWallet ? ([['/ops/e-wallet', 'E-wallet desk']] as const) : []),
    ...(session.resources ? ([['/ops/resources', 'Resources']] as const) : []),
    ['/', 'The shop'] as const,
  ]
  return (
    <ul className={classes.list}>
      {here.map(([to, label]) => (
        <li key={to}>
          <NavLink
            component={Link}
            to={to}
            activeOptions={{ exact: to === '/ops', includeSearch: false }}
            label={label}
            onClick={onChosen}
            className={classes.link}
            rightSection={<Waiting count={waiting[to]} />}
          />
        </li>
      ))}
    </ul>
  )
}

function Waiting({ count }: { count: number | undefined }) {
  if (!count) return null
  return (
    <Badge tone="attention">
      {count.toLocaleString()}
      <VisuallyHidden> need attention</VisuallyHidden>
    </Badge>
  )
}
