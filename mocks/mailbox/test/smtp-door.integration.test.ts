import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
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

describe('its greeting', () => {
  it('when many connect at once, each is greeted, once', async () => {
    const door = doorOn(0)
    await door.start()
    const greetings = await Promise.all(Array.from({ length: 20 }, () => linesUntilQuit(door.port())))
    await door.stop()
    expect(greetings.map((lines) => lines.filter((line) => line.startsWith('220')).length)).toEqual(Array(20).fill(1))
  })
})

/** What the server says to one who only listens, for longer than a held-back greeting would take, and then leaves. */
async function linesUntilQuit(port: number): Promise<string[]> {
  const socket = connect(port, '127.0.0.1')
  const chunks: Buffer[] = []
  socket.on('data', (chunk) => chunks.push(chunk))
  await once(socket, 'data')
  await pause(200)
  socket.end('QUIT\r\n')
  await once(socket, 'close')
  return Buffer.concat(chunks).toString().split('\r\n')
}
