import { expect, it } from 'vitest'
import { baseRequest } from '../support/base-request.ts'
import { endpoints, titleOf } from '../support/endpoints.ts'
import { exchange } from '../support/exchange.ts'
import type { System } from '../support/start-system.ts'

const refusals = [400, 405, 413, 415, 431]

/** Else the rows would prove nothing: without what spoils it, each request is taken for what it is. */
export function isSound(system: () => System): void {
  it('when nothing is wrong with a request, no route finds anything wrong with it', async () => {
    const found: string[] = []
    for (const endpoint of endpoints.filter(({ body }) => body !== 'raw')) {
      const { status, text } = await exchange(system().urls[endpoint.service] ?? '', baseRequest(endpoint, system()))
      if (refusals.includes(status) || status >= 500)
        found.push(`${titleOf(endpoint)}: ${status} ${text.slice(0, 300)}`)
    }
    expect(found).toEqual([])
  })
}
