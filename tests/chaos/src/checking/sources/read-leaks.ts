import { customerDomain, customerName } from '../../evidence.ts'
import type { CheckingDatabase } from '../checking-database.ts'
import type { CheckedHost } from '../host.ts'
import { linesOf } from './read-logs.ts'

type Canary = { what: string; pattern: RegExp }

const longestLine = 500

/** Every line of a process's log that tells who a customer is, or a secret; of a secret's line the value is left out. */
export async function readLeaks(host: CheckedHost, database: CheckingDatabase): Promise<void> {
  const canaries = [...personal, ...Object.entries(host.secrets).map(canaryOf)]
  const any = new RegExp(canaries.map(({ pattern }) => pattern.source).join('|'), 'i')
  for (const process of host.names) {
    const leaks: object[] = []
    for await (const line of linesOf(host, process)) {
      if (!any.test(line)) continue
      const found = canaries.filter(({ pattern }) => pattern.test(line))
      const shown = found.reduce((text, { pattern }) => text.replaceAll(new RegExp(pattern, 'gi'), '…'), line)
      leaks.push(...found.map(({ what }) => ({ process, what, line: shown.slice(0, longestLine) })))
    }
    await database.load('drv.leaks', leaks)
  }
}

const literally = (text: string): string => text.replace(/[^\w]/g, '\\$&')

const [, lastName = ''] = customerName.split(' ')

const personal: Canary[] = [
  { what: 'address of a customer', pattern: new RegExp(`@([\\w-]+\\.)?${literally(customerDomain)}`, 'i') },
  // As it is, and as JSON in plain ASCII writes it.
  { what: 'name of a customer', pattern: new RegExp(`${lastName}|${escaped(lastName)}`, 'i') },
]

const canaryOf = ([what, value]: [string, string]): Canary => ({
  what,
  pattern: new RegExp(literally(value.replace('whsec_', ''))),
})

function escaped(text: string): string {
  return [...text]
    .map((letter) => (letter > '~' ? `\\\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}` : letter))
    .join('')
}
