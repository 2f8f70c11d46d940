import { Skeleton } from '@mantine/core'
import classes from './order-body.module.css'

export const OrderSkeleton = () => (
  <div className={classes.columns} role="status" aria-label="The order is loading" aria-busy="true">
    <Skeleton height={132} className={classes.payment ?? ''} />
    <Skeleton height={260} className={classes.progress ?? ''} />
    <Skeleton height={220} className={classes.items ?? ''} />
  </div>
)
