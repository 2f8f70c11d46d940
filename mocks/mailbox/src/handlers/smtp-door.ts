import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import type { Logger } from '@waybill/logger'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import type { AcceptMail } from '../use-cases/accept-mail.ts'
import { greetAtOnce } from './greet-at-once.ts'
import { createReceiveMail, type Reply } from './receive-mail.ts'

type Deps = {
  host: string
  /** 0: any free one. */
  port: number
  sizeLimitBytes: number
  acceptMail: AcceptMail
  logger: Logger
}

const idleTimeoutMs = 60_000
const stopGraceMs = 1_000

/**
 * The SMTP server: plain text, no login, any recipient. A mail is durable before 250 is answered; when it cannot be
 * stored, the answer is 451 and the sender comes again. `stop` lets deliveries in progress end for one second.
 */
export function createSmtpDoor(deps: Deps) {
  const sockets = new Set<Socket>()
  const receiveMail = createReceiveMail(deps)
  const server = new SMTPServer({
    name: 'mailbox',
    banner: 'Waybill mailbox',
    // TLS would be offered with a certificate that no client trusts.
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: deps.sizeLimitBytes,
    socketTimeout: idleTimeoutMs,
    closeTimeout: stopGraceMs,
    onData: (stream, session, done) => {
      receiveMail(stream, session.envelope).then(
        (reply) => answer(reply, socketOf(session, sockets), done),
        (error: unknown) => {
          deps.logger.warn({ err: error }, 'a mail was not taken')
          answer(storeFailed, undefined, done)
        },
      )
    },
  })
  server.on('error', (error) => deps.logger.debug({ err: error }, 'an SMTP connection failed'))
  greetAtOnce(server)
  server.server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })

  return {
    async start(): Promise<void> {
      await listen(server, deps)
      deps.logger.info({ host: deps.host, port: portOf(server) }, 'listening for mail')
    },
    /** The one it listens on; only after `start`. */
    port: () => portOf(server),
    async stop(): Promise<void> {
      await new Promise<void>((resolve) => server.close(resolve))
      for (const socket of sockets) socket.destroy()
    },
  }
}

async function listen(server: SMTPServer, { host, port }: Deps): Promise<void> {
  server.listen(port, host)
  try {
    await once(server.server, 'listening')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    throw new Error(`port ${port} on ${host} is taken by another process`, { cause: error })
  }
}

const portOf = ({ server }: SMTPServer) => (server.address() as AddressInfo).port

const storeFailed: Reply = { code: 451, text: 'The mail could not be stored: try again later' }

type Done = (error?: Error | null, message?: string) => void

function answer(reply: Reply, socket: Socket | undefined, done: Done): void {
  if (reply === 'silence') return
  if (reply === 'cut') socket?.resetAndDestroy()
  else if (reply.code === 250) done(null, reply.text)
  else done(Object.assign(new Error(reply.text), { responseCode: reply.code }))
}

/** smtp-server hands out no socket, and shortens an IPv4 address that came over IPv6. */
function socketOf({ remoteAddress, remotePort }: SMTPServerSession, sockets: Set<Socket>): Socket | undefined {
  return [...sockets].find(
    (socket) => socket.remotePort === remotePort && socket.remoteAddress?.endsWith(remoteAddress),
  )
}
