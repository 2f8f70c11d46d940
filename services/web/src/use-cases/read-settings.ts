import type { WebSettings } from '@waybill/contracts'

type Deps = { demoUsers: WebSettings['demoUsers']; mailboxUrl: string | undefined }

export type ReadSettings = ReturnType<typeof createReadSettings>

/** What the pages need to know of where they run. */
export function createReadSettings({ demoUsers, mailboxUrl }: Deps) {
  return (): WebSettings => ({ demoUsers, mailboxUrl: mailboxUrl ?? null })
}
