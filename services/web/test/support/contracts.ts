import * as contracts from '@waybill/contracts'
import { type Contract, opsRoutes, ordersApi, webApi } from '@waybill/contracts'

const isContract = (value: unknown): value is Contract =>
  typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'responses' in value

/** Every route of every API that the contracts export. */
export const allContracts: Contract[] = Object.entries(contracts)
  .filter(([name]) => name.endsWith('Api'))
  .flatMap(([, api]) => Object.values(api as object).filter(isContract))

/** Those that the web server answers of its own. */
export const ownContracts: readonly Contract[] = Object.values(webApi)
export const shopperContracts: readonly Contract[] = Object.values(ordersApi)
export const operatorContracts: readonly Contract[] = Object.values(opsRoutes).flat()

const samples: Record<string, string> = { job: 'invoice', name: 'order', command: 'restart' }
const someId = '019aa2b0-5b5a-7000-8000-0000000000ff'

/** The path with something valid for each parameter. */
export const pathOf = ({ path }: Contract) => path.replace(/\{(\w+)\}/g, (_, name: string) => samples[name] ?? someId)
