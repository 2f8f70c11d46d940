import { withClient } from '@waybill/local-postgres'

/** The role of `npm run db`. */
export const readerRole = 'waybill_reader'

/** A role that can read every table of every database and write none, whatever it tries. Safe to repeat. */
export const ensureReader = (connectionString: string, password: string): Promise<void> =>
  withClient({ connectionString }, async (client) => {
    const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [readerRole])
    if (rowCount === 0) await client.query(`create role ${readerRole} login`)
    await client.query(`alter role ${readerRole} password ${client.escapeLiteral(password)}`)
    await client.query(`alter role ${readerRole} set default_transaction_read_only = on`)
    await client.query(`grant pg_read_all_data to ${readerRole}`)
  })
