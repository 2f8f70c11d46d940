import { createServer } from 'node:net'
import { type PortNeed, type Ports, portVariable } from './port-plan.ts'

export type TakenPort = { need: PortNeed; port: number; reason: string; owner: string | undefined }

/**
 * Those of our ports on which we could not listen, with their owner where it can be found out. Nothing is reserved:
 * another program may still take one a moment later.
 */
export async function findTakenPorts(
  needs: readonly PortNeed[],
  ports: Ports,
  ownerOf: (port: number) => Promise<string | undefined>,
): Promise<TakenPort[]> {
  const checked = await Promise.all(
    needs.map(async (need) => {
      const port = ports[need.key] ?? need.defaultPort
      const reason = await whyNotUsable(port)
      return reason ? [{ need, port, reason, owner: await ownerOf(port) }] : []
    }),
  )
  return checked.flat()
}

/** The error code of trying to listen on 127.0.0.1, or undefined where it works. */
export function whyNotUsable(port: number): Promise<string | undefined> {
  return new Promise((answer) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => answer(error.code ?? error.message))
    server.listen(port, '127.0.0.1', () => server.close(() => answer(undefined)))
  })
}

/** What a person reads: which port, for what, who has it, and how to choose another. */
export function describeTakenPorts(taken: readonly TakenPort[]): string {
  const lines = taken.map(({ need, port, reason, owner }) => {
    const why =
      reason === 'EADDRINUSE'
        ? `is taken${owner ? ` by ${owner}` : ' by another program'}`
        : `cannot be used (${reason})`
    return `  Port ${port}, needed for ${need.key}, ${why}.`
  })
  const [first] = taken
  if (!first) return ''
  return [
    `Waybill was not started: ${taken.length === 1 ? 'a port is' : `${taken.length} ports are`} not free on 127.0.0.1.`,
    ...lines,
    'Stop what uses it, or choose another port:',
    `  once:           ${portVariable(first.need.key)}=${first.port + 100} npm start`,
    `  for good:       { "${first.need.key}": ${first.port + 100} } in .waybill/ports.json`,
    '  all of them:    PORT_OFFSET=1000 npm start (a second checkout beside the first, for example)',
  ].join('\n')
}
