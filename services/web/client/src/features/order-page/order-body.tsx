import type { OrderDetails } from '@waybill/contracts'
import { useMemo } from 'react'
import { Announcement } from '../../components/announcement.tsx'
import { ItemsCard } from './items-card.tsx'
import classes from './order-body.module.css'
import { PaymentCard } from './payment-card.tsx'
import { ProgressCard } from './progress-card.tsx'
import { stepsOf } from './steps.ts'
import { useChanges } from './use-changes.ts'

export function OrderBody({ order }: { order: OrderDetails }) {
  const steps = useMemo(() => stepsOf(order), [order])
  return (
    <div className={classes.columns}>
      <Announcement text={useChanges(steps)} />
      <div className={classes.payment}>
        <PaymentCard order={order} />
      </div>
      <div className={classes.progress}>
        <ProgressCard steps={steps} />
      </div>
      <div className={classes.items}>
        <ItemsCard order={order} />
      </div>
    </div>
  )
}
