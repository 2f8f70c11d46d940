import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { waitFor } from '@waybill/test-kit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { disturbances, strangers } from '../src/network/disturbances.ts'
import { type Link, openLink } from '../src/network/tcp-link.ts'

let server: Server
let link: Link
let client: Socket
let said: string
let heard: string[]
let chance: number

beforeEach(async () => {
  heard = []
  said = ''
  chance = 0
  server = createServer((socket) => {
    socket.on('error', () => {})
    socket.on('data', (data) => {
      heard.push(String(data))
      socket.write(`you said ${data}`)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  await open('http')
})
afterEach(async () => {
  client.destroy()
  await link.stop()
  server.close()
})

async function open(protocol: 'http' | 'postgres'): Promise<void> {
  link = await openLink({ name: 'client→server', protocol, random: () => chance })
  link.leadTo((server.address() as AddressInfo).port)
  client = connect(link.port, '127.0.0.1')
  const opened = client
  client.on('data', (data) => {
    if (opened === client) said += data
  })
  client.on('error', () => {})
  await once(client, 'connect')
}

const answered = (text: string) => waitFor(() => said === text, { what: `"${text}"`, timeoutMs: 10_000 })
const cut = () => waitFor(() => client.closed, { what: 'the connection to be cut', timeoutMs: 10_000 })

describe('a link', () => {
  it('when nothing disturbs it, it passes on what both sides say', async () => {
    client.write('hello')
    await answered('you said hello')
  })

  it('when it is a blackhole, nothing arrives until it is over, and then all of it in its order', async () => {
    link.disturb(disturbances.blackhole)
    client.write('one,')
    client.write('two,')
    await expect(waitFor(() => heard.length > 0, { what: 'anything', timeoutMs: 200 })).rejects.toThrow()
    link.heal()
    await waitFor(() => heard.join('') === 'one,two,', { what: 'both' })
  })

  it('when it becomes half-open, it stays silent for this connection and passes on the next one', async () => {
    link.disturb(disturbances['half-open'])
    client.write('hello')
    await expect(waitFor(() => said !== '' || client.closed, { what: 'anything', timeoutMs: 200 })).rejects.toThrow()
    link.heal()
    client.write('hello?')
    await expect(waitFor(() => said !== '' || client.closed, { what: 'anything', timeoutMs: 200 })).rejects.toThrow()
    expect(heard).toEqual([])
    const next = connect(link.port, '127.0.0.1').on('data', () => next.destroy())
    next.write('hello')
    await waitFor(() => heard.includes('hello'), { what: 'the next connection' })
  })

  it('when another disturbance has come meanwhile, the end of the one before does not end it', async () => {
    const heal = link.disturb(disturbances.jitter)
    link.disturb(disturbances.blackhole)
    heal()
    client.write('hello')
    await expect(waitFor(() => heard.length > 0, { what: 'anything', timeoutMs: 200 })).rejects.toThrow()
  })

  it('when it loses answers, what was asked is done and the connection is cut', async () => {
    link.disturb(disturbances['lost-answers'])
    client.write('pay')
    await cut()
    expect(heard).toEqual(['pay'])
    expect(said).toBe('')
  })

  it('when it leads to a database, it loses only the answer to a commit', async () => {
    client.destroy()
    await link.stop()
    await open('postgres')
    link.disturb(disturbances['lost-answers'])
    client.write('select 1')
    await answered('you said select 1')
    client.write('COMMIT')
    await cut()
    expect(heard).toEqual(['select 1', 'COMMIT'])
  })

  it('when chance wills, it resets a connection', async () => {
    link.disturb(disturbances.resets)
    chance = 0.5
    client.write('hello')
    await answered('you said hello')
    chance = 0.01
    client.write('again')
    await cut()
  })

  it('when it is slow or shaky, everything arrives in its order', async () => {
    chance = 0.05
    for (const kind of ['slow', 'jitter'] as const) {
      link.disturb(disturbances[kind])
      client.write(`${kind},`)
    }
    await waitFor(() => heard.join('') === 'slow,jitter,', { what: 'both' })
  })

  it('when a stranger answers, the server hears nothing', async () => {
    link.disturb(strangers['busy-429'])
    client.write('GET / HTTP/1.1\r\n\r\n')
    await waitFor(() => said.startsWith('HTTP/1.1 429 ') && said.includes('retry-after: 1'), { what: 'his answer' })
    expect(heard).toEqual([])
  })
})
