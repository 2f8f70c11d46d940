import { emailStatus, id, jobType, orderStatus, processStatus, webhookStatus } from '@waybill/contracts'
import { ages } from './format/ages.ts'
import { pageOf } from './format/search-params.ts'

type Raw = Record<string, unknown>

/** Each filter may be absent from a link. */
const filters =
  <T extends object>(read: (raw: Raw) => T) =>
  (raw: Raw): Partial<T> =>
    read(raw)

/** The filters of each page of the console, read from its address: what is not understood is left out, page 1 too. */
export const consoleSearch = {
  login: filters((raw) => ({ next: consolePath(raw.next) })),
  processes: filters((raw) => ({
    status: oneOf(processStatus.options, raw.status),
    job: oneOf(jobType.options, raw.job),
    olderThan: ageOf(raw.olderThan),
    page: pageOf(raw.page),
  })),
  orders: filters((raw) => ({
    orderId: idOf(raw.orderId),
    status: oneOf(orderStatus.options, raw.status),
    olderThan: ageOf(raw.olderThan),
    page: pageOf(raw.page),
  })),
  order: filters((raw) => ({ from: oneOf(['order', 'payment', 'notification'] as const, raw.from) })),
  deadLetters: filters((raw) => ({ queue: oneOf(jobType.options, raw.queue) })),
  webhooks: filters((raw) => ({
    status: oneOf([...webhookStatus.options, 'refused' as const], raw.status),
    page: pageOf(raw.page),
  })),
  payments: filters((raw) => ({
    flagged: whenTrue(raw.flagged),
    unanswered: whenTrue(raw.unanswered),
    page: pageOf(raw.page),
  })),
  emails: filters((raw) => ({ status: oneOf(emailStatus.options, raw.status), page: pageOf(raw.page) })),
  resources: filters((raw) => ({ name: textOf(raw.name) })),
}

const oneOf = <T extends string>(allowed: readonly T[], raw: unknown) => allowed.find((one) => one === raw)
const ageOf = (raw: unknown) => oneOf(ages, raw)
const textOf = (raw: unknown) => (typeof raw === 'string' && raw.trim() !== '' ? raw.trim() : undefined)
const idOf = (raw: unknown): string | undefined => id.safeParse(raw).data
const whenTrue = (raw: unknown): true | undefined => (raw === true ? raw : undefined)

/** Only a page of the console: never another host. */
const consolePath = (raw: unknown) =>
  typeof raw === 'string' && /^\/ops(?:[/?]|$)/.test(raw) && !raw.startsWith('/ops/login') ? raw : undefined
