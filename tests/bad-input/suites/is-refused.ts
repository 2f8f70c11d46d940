import { inParallel } from '@waybill/test-kit'
import { expect, it } from 'vitest'
import { addressRows } from '../rows/address-rows.ts'
import { bodyRows } from '../rows/body-rows.ts'
import { headerRows } from '../rows/header-rows.ts'
import { methodRow } from '../rows/method-row.ts'
import type { Row } from '../rows/row.ts'
import { typeAndSizeRows } from '../rows/type-rows.ts'
import { baseRequest } from '../support/base-request.ts'
import { type Endpoint, endpoints, titleOf } from '../support/endpoints.ts'
import { exchange } from '../support/exchange.ts'
import { faultsOf } from '../support/expect-answer.ts'
import type { System } from '../support/start-system.ts'

const rows: Row[] = [...bodyRows, ...typeAndSizeRows, ...addressRows, ...headerRows, methodRow]
const atOnce = 8

/** Each row of the table at every route that it applies to; all tables of all services are the same after it as before. */
export function isRefused(system: () => System): void {
  it.each(rows)('$title, it is refused as specified and leaves no trace', async (row) => {
    const { tables } = system()
    const before = await tables.read()
    const faults: string[] = []
    const affected = endpoints.filter(row.appliesTo)
    expect(affected.length).toBeGreaterThan(0)
    await inParallel(affected, atOnce, async (endpoint) => {
      faults.push(...(await faultsAt(endpoint, row, system())))
    })
    expect(faults).toEqual([])
    expect(await tables.read()).toEqual(before)
  })
}

async function faultsAt(endpoint: Endpoint, { spoil, expected }: Row, system: System): Promise<string[]> {
  const faults: string[] = []
  const url = system.urls[endpoint.service] ?? ''
  for (const [at, request] of spoil(baseRequest(endpoint, system), endpoint).entries()) {
    const answer = await exchange(url, request)
    const found = faultsOf(answer, expected(endpoint))
    faults.push(...found.map((fault) => `${titleOf(endpoint)} [${at}] ${request.target.slice(0, 120)}: ${fault}`))
  }
  return faults
}
