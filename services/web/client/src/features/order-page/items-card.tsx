import type { OrderDetails } from '@waybill/contracts'
import { Card } from '../../components/card.tsx'
import { formatMoney } from '../../format/money.ts'
import classes from './items-card.module.css'

export function ItemsCard({ order }: { order: OrderDetails }) {
  const money = (amountMinor: number) => formatMoney({ amountMinor, currency: order.currency })
  return (
    <Card title="Items">
      <table className={classes.items}>
        <thead>
          <tr>
            <th scope="col">Item</th>
            <th scope="col" className={classes.amount}>
              Quantity
            </th>
            <th scope="col" className={classes.amount}>
              Price
            </th>
          </tr>
        </thead>
        <tbody>
          {order.items.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same article may stand in two lines; lines never move
            <tr key={index}>
              <td>
                <bdi>{item.name}</bdi>
                <span className={classes.unit}>{money(item.unitPriceMinor)} each</span>
              </td>
              <td className={classes.amount}>{item.quantity.toLocaleString()}</td>
              <td className={classes.amount}>{money(item.unitPriceMinor * item.quantity)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              Total
            </th>
            <td className={classes.amount}>{money(order.totalMinor)}</td>
          </tr>
        </tfoot>
      </table>
    </Card>
  )
}
