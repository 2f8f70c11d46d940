import { Skeleton } from '@mantine/core'
import classes from './order-list.module.css'

const rows = [62, 45, 70, 38, 55, 48, 66, 40]

/** The shape of the list while it is not known; the widths differ like those of names. */
export function OrderListSkeleton() {
  return (
    <ul className={classes.list} aria-label="Orders are loading" aria-busy="true">
      {rows.map((width) => (
        <li key={width} className={classes.row}>
          <Skeleton height={14} width={`${width}%`} className={classes.name ?? ''} />
          <Skeleton height={11} width="7rem" className={classes.date ?? ''} />
          <Skeleton height={22} width="6.5rem" radius="xl" className={classes.status ?? ''} />
          <Skeleton height={14} width="4.5rem" ml="auto" className={classes.total ?? ''} />
        </li>
      ))}
    </ul>
  )
}
