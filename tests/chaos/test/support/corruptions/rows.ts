/**
 * The smallest change to a healthy checking database that an invariant must notice. `also`: what cannot but notice it too.
 */
export type Corruption = { invariant: string; what: string; sql: string; also?: string[] }

export const plainOrder = `
  select o.id from ord.orders o where o.status = 'paid' and o.customer_email = 'jose@example.com'
    and o.id not in (select order_id from drv.expected) order by o.id limit 1`
export const failedOrder = `select id from ord.orders where status = 'payment_failed' order by id limit 1`
export const untouchedOrder = `select id from ord.orders where status = 'created'`
export const twiceFailedOrder = `select order_id from ord.checkouts group by order_id having count(*) > 1`
export const paymentOf = (order: string) =>
  `select id from pay.payments where order_id = (${order}) order by id limit 1`
export const processOf = (order: string) =>
  `select id from ord.order_processes where order_id = (${order}) order by id limit 1`
export const refusedProcess = `select id from ord.order_processes where order_id in (select order_id from drv.refused_mails)`
export const reference = (order: string) => `merchant_reference = (${paymentOf(order)})::text`

/** A copy of some rows of a table with other values in some columns. */
export const copy = (table: string, which: string, changed: Record<string, string>) => `
  insert into ${table} select (jsonb_populate_record(t, jsonb_build_object(${Object.entries(changed)
    .map(([column, value]) => `'${column}', ${value}`)
    .join(', ')}))).* from ${table} t where ${which}`

export const aCreation = `ctid = (select ctid from drv.tries where operation = 'create' and status = 201 order by at limit 1)`
export const aRead = `ctid = (select ctid from drv.tries where operation = 'read' order by at desc limit 1)`
export const aMail = `ctid = (select ctid from smtp.mails where order_id = (${plainOrder})::text limit 1)`
