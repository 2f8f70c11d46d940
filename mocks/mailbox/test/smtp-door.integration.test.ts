import { createLogger } from '@waybill/logger'
import { describe, expect, it } from 'vitest'
import { createSmtpDoor } from '../src/handlers/smtp-door.ts'
import { transportTo } from './raise-mailbox.ts'

const doorOn = (port: number) =>
  createSmtpDoor({
    host: '127.0.0.1',
    port,
    sizeLimitBytes: 1_000,
    acceptMail: async () => 'accepted',
    logger: createLogger({ name: 'mailbox', level: 'silent' }),
  })

describe('the SMTP door', () => {
  it('when it is stopped before it was started, or twice, nothing happens', async () => {
    await doorOn(0).stop()
    const door = doorOn(0)
    await door.start()
    const port = door.port()
    await transportTo(port).verify()
    await door.stop()
    await door.stop()
    await expect(transportTo(port).verify()).rejects.toMatchObject({ code: 'ESOCKET' })
  })

  it('when its port is taken, it says which one', async () => {
    const door = doorOn(0)
    await door.start()
    await expect(doorOn(door.port()).start()).rejects.toThrow(`port ${door.port()} on 127.0.0.1 is taken`)
    await door.stop()
  })
})
