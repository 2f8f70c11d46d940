import { describe, expect, it } from 'vitest'
import { readMailboxConfig } from '../src/config.ts'

describe('the configuration', () => {
  it('when only the database is named, the rest is as documented', () => {
    expect(readMailboxConfig({ ConnectionStrings__mailbox: 'postgres://u:p@127.0.0.1:54320/mailbox' })).toEqual({
      host: '127.0.0.1',
      port: 8025,
      smtpPort: 1025,
      connectionString: 'postgres://u:p@127.0.0.1:54320/mailbox',
      mailLimitBytes: 5_000_000,
      logLevel: 'info',
      drainMs: 0,
    })
  })

  it('when several variables are wrong, all are named', () => {
    expect(() => readMailboxConfig({ SMTP_PORT: '99999' })).toThrow(/SMTP_PORT[\s\S]*ConnectionStrings__mailbox/)
  })
})
