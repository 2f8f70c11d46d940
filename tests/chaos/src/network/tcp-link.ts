import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { Disturbance, Pair, Protocol } from './disturbance.ts'

export type Link = Awaited<ReturnType<typeof openLink>>

const heldMs = 50

/**
 * A way from one process to another that can be disturbed: a TCP proxy on a free port of 127.0.0.1. It passes on whatever
 * comes until `disturb`, and again after `heal`; a connection that was broken or went deaf meanwhile stays so.
 */
export async function openLink(deps: { name: string; protocol: Protocol; random: () => number }) {
  const { name, protocol, random } = deps
  const sockets = new Set<Socket>()
  let targetPort = 0
  let disturbance: Disturbance | undefined

  const server = createServer((client) => {
    const upstream = connect(targetPort, '127.0.0.1')
    const pair: Pair = { client, upstream, protocol, random, asked: '', isDeaf: false }
    for (const socket of [client, upstream]) {
      sockets.add(socket.setNoDelay(true).on('error', () => {}))
      socket.once('close', () => sockets.delete(socket))
    }
    pump(pair, 'client', () => disturbance)
    pump(pair, 'upstream', () => disturbance)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))

  return {
    name,
    protocol,
    port: (server.address() as AddressInfo).port,
    /** Where it leads; before that every connection is refused. */
    leadTo(port: number): void {
      targetPort = port
    },
    /** In place of any other disturbance. Answers how to heal this one, which does nothing to one that came after it. */
    disturb(wanted: Disturbance): () => void {
      const mine: Disturbance = (piece) => wanted(piece)
      disturbance = mine
      return () => {
        if (disturbance === mine) disturbance = undefined
      }
    },
    heal(): void {
      disturbance = undefined
    },
    async stop(): Promise<void> {
      for (const socket of sockets) socket.destroy()
      await new Promise((closed) => server.close(closed))
    },
  }
}

/** Passes on what one side says, piece by piece in its order, each as the disturbance of that moment wills. */
function pump(pair: Pair, side: 'client' | 'upstream', current: () => Disturbance | undefined): void {
  const from = pair[side]
  const to = side === 'client' ? pair.upstream : pair.client
  let tail: Promise<void> | undefined

  const inTurn = (work: () => void | Promise<void>): void => {
    if (!tail && !current()) return void work()
    const mine = Promise.resolve(tail).then(work, () => {})
    tail = mine.then(() => {
      if (tail === mine) tail = undefined
    })
  }
  const pass = async (chunk: Buffer): Promise<void> => {
    while (!to.destroyed && !pair.isDeaf) {
      const step = current()?.({ pair, side, chunk }) ?? { do: 'pass' }
      if (step.do === 'pass') return void to.write(chunk)
      if (step.do === 'drop') return
      if (step.do === 'pass-after') {
        await pause(step.ms)
        return void to.write(chunk)
      }
      await pause(heldMs)
    }
  }
  from.on('data', (chunk: Buffer) => {
    if (side === 'client') pair.asked = chunk.toString('latin1', 0, 2_000)
    if (!tail && !current()) to.write(chunk)
    else inTurn(() => pass(chunk))
  })
  from.on('close', () => {
    if (!pair.isDeaf) inTurn(() => void to.destroySoon())
    else if (side === 'client') to.destroy()
  })
}
