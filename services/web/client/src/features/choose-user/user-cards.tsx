import { Link } from '@tanstack/react-router'
import type { WebSettings } from '@waybill/contracts'
import { ChevronIcon } from '../../components/icons.tsx'
import { lastUser, rememberUser } from '../../data/last-user.ts'
import classes from './user-cards.module.css'

type Users = WebSettings['demoUsers']

/** One card for each user, the one of the last visit first. */
export function UserCards({ users }: { users: Users }) {
  const last = lastUser()
  const sorted = users.toSorted((a, b) => Number(b.id === last) - Number(a.id === last))
  return (
    <ul className={classes.cards}>
      {sorted.map((user) => (
        <li key={user.id} className={classes.card}>
          <span className={classes.letter} aria-hidden="true">
            {firstLetterOf(user.name)}
          </span>
          <span className={classes.text}>
            <Link
              to="/users/$userId/orders"
              params={{ userId: user.id }}
              onClick={() => rememberUser(user.id)}
              className={classes.name}
            >
              <bdi>{user.name}</bdi>
            </Link>
            <span className={classes.hint}>{user.id === last ? 'Your last choice' : 'Demonstration user'}</span>
          </span>
          <ChevronIcon />
        </li>
      ))}
    </ul>
  )
}

/** A picture of somebody who has none. */
const firstLetterOf = (name: string) => /\p{L}/u.exec(name)?.[0]
