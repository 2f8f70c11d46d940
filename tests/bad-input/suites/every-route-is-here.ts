import { expect, it } from 'vitest'
import { apis, byServiceName, endpoints, owners, reachedThroughWeb } from '../support/endpoints.ts'
import { listeners, type System, services } from '../support/start-system.ts'

type Document = { paths?: Record<string, Record<string, unknown>> }

/** A new API, route or service cannot be forgotten: what the suite tests is what there is. */
export function everyRouteIsHere(system: () => System): void {
  it('when the contracts export an API, the suite knows whose it is', () => {
    const known = [...Object.keys(owners), ...reachedThroughWeb, ...byServiceName]
    expect(Object.keys(apis).sort()).toEqual(known.sort())
  })

  it.each([...services, ...listeners])(
    'when %s documents its routes, they are those of the contracts',
    async (service) => {
      const document = (await (await fetch(`${system().urls[service]}/openapi.json`)).json()) as Document
      const documented = Object.entries(document.paths ?? {}).flatMap(([path, operations]) =>
        Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
      )
      const tested = endpoints.filter((one) => one.service === service).map(({ method, path }) => `${method} ${path}`)
      expect(documented.sort()).toEqual(tested.sort())
    },
  )
}
