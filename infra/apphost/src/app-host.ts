import type { AppHostOptions } from './app-host-options.ts'
import { createControlApp } from './control/control-app.ts'
import { prepare } from './prepare.ts'
import { resetData } from './reset-data.ts'
import { createResourceHandle } from './resource-handle.ts'
import { createScreen } from './screen/screen.ts'
import { seedOnce } from './seed/seed-once.ts'
import { supervisePlans } from './supervise-plans.ts'

export type AppHost = Awaited<ReturnType<typeof startAppHost>>

const never = new AbortController().signal

/**
 * Starts the topology, each part after those it waits for are healthy, and resolves when all are. Rejects with an error
 * whose message is for a person; then nothing of it runs any more.
 */
export async function startAppHost(options: AppHostOptions = {}) {
  const { signal = never, force = never, silent = false } = options
  const prepared = await prepare(options)
  const { paths, plans, secrets, control, ports, ended } = prepared
  const names = plans.map(({ name }) => name)
  const screen = createScreen(names, silent)
  const { supervisor, closeLogs } = supervisePlans({ plans, paths, onLine: screen.onLine }, options)
  const controlKey = secrets.controlKey ?? ''
  control.serve(createControlApp({ processes: supervisor.processes, key: controlKey }))
  force.addEventListener('abort', supervisor.force)

  let stopped: Promise<void> | undefined
  const stopAll = async () => {
    await supervisor.stop()
    force.removeEventListener('abort', supervisor.force)
    closeLogs()
    await prepared.release()
  }
  const stop = (): Promise<void> => {
    stopped ??= stopAll()
    return stopped
  }

  try {
    await supervisor.start(signal)
    const seeded = options.seed ? await screen.quietly(() => seedOnce(seedDeps(prepared, signal))) : 0
    return {
      /** Throws for a name that no resource has. */
      resource: (name: string) => createResourceHandle(supervisor.find(name)),
      names,
      secrets,
      ports,
      dataFolder: paths.folder,
      control: { url: control.url, key: controlKey },
      /** Left by a killed app host, and ended by this one. */
      ended,
      /** How many demonstration orders were made now. */
      seeded,
      /** Backwards, each with its time limit. Safe twice. */
      stop,
      /** Stops, and wipes all data of the folder. */
      async remove(): Promise<void> {
        await stop()
        await resetData({ dataFolder: paths.folder, say: () => {} })
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

function seedDeps({ paths, plans, secrets }: Awaited<ReturnType<typeof prepare>>, signal: AbortSignal) {
  const orderUrl = plans.find(({ name }) => name === 'order')?.urls.http ?? ''
  const now = () => new Date()
  return { marker: paths.seeded, orderUrl, serviceKey: secrets.serviceKey ?? '', now, signal }
}
