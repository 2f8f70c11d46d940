import { startFauxqs } from 'fauxqs'
import { listeningOnLoopback } from './loopback-only.ts'
import { withMendedStore } from './mended-store.ts'
import { PortTaken } from './port-taken.ts'

type Options = {
  /** 0: any free one. Queue URLs keep the port that they were made with, so give a durable folder a fixed one. */
  port: number
  /** Where messages, visibility and receive counts outlive a crash of the process. Without it all is lost at the end. */
  dataDir?: string
}

export type LocalQueues = Awaited<ReturnType<typeof startLocalQueues>>

/**
 * An SNS and SQS emulator on 127.0.0.1 that answers when this resolves. It is empty, or as its folder remembers it:
 * `applyTopology` makes the queues. One emulator per folder. Rejects with `PortTaken`.
 */
export async function startLocalQueues({ port, dataDir }: Options) {
  const options = { port, logger: false, ...(dataDir !== undefined && { dataDir }) }
  const fauxqs = await listeningOnLoopback(() => withMendedStore(() => startFauxqs(options))).catch(
    (error: NodeJS.ErrnoException) => {
      throw error.code === 'EADDRINUSE' ? new PortTaken(port, error) : error
    },
  )
  let stopped: Promise<void> | undefined
  return {
    endpoint: `http://127.0.0.1:${fauxqs.port}`,
    port: fauxqs.port,
    /** Cuts what is connected; messages stay in the folder. Safe twice. */
    stop: () => {
      stopped ??= fauxqs.stop()
      return stopped
    },
  }
}
