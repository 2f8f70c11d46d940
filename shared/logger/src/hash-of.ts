import { hash } from 'node:crypto'

/** How an e-mail address appears in a log: the same for each spelling of its case, and enough to find its lines again. */
export function hashOf(email: string): string {
  return `sha256:${hash('sha256', email.trim().toLowerCase()).slice(0, 16)}`
}
