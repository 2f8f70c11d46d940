import type { Target } from './targets.ts'

/** Ways are named `from→to`; two parts are reached under another name than their own. */
const behind: Record<string, string> = { 'mailbox-smtp': 'mailbox', 'queue-proxy': 'queues' }

/** The ways of a part, whoever begins the talk. */
export function linksOf<Link extends { name: string }>(links: readonly Link[], { processes }: Target): Link[] {
  return links.filter(({ name }) => name.split('→').some((end) => processes.includes(behind[end] ?? end)))
}
