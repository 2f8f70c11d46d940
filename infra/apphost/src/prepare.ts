import { existsSync, mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { removeLocalPostgres } from '@waybill/local-postgres'
import type { AppHostOptions } from './app-host-options.ts'
import { clusterNameFor } from './hosting/local-postgres.ts'
import { endLeftOvers } from './left-overs.ts'
import { modelOf, plansOf } from './plan-run.ts'
import { valuesOf } from './ports/addresses.ts'
import { portNeeds } from './ports/port-plan.ts'
import { usualDataFolder } from './repository-root.ts'
import { reservePorts } from './reserve-ports.ts'
import { type DataPaths, pathsIn } from './state/data-folder.ts'
import { readJsonFile } from './state/json-file.ts'
import { claimRunFile, refuseSecond } from './state/run-file.ts'
import { loadSecrets, randomKey } from './state/secrets.ts'

/** For the control address, and for telemetry sent to the Aspire dashboard; made with the others, kept with them. */
const ownParameters = ['controlKey', 'otlpKey'].map((name) => ({ name, make: randomKey }))

/**
 * All that comes before the first process: left-overs ended, ports found free and reserved, secrets there, every process
 * planned. Rejects with an error whose message is for a person; nothing is held then. `release` gives back what it holds.
 */
export async function prepare(options: AppHostOptions) {
  const model = modelOf(options)
  const paths = pathsIn(resolve(options.dataFolder ?? usualDataFolder()))
  refuseSecond(paths.runFile)
  await beginFolder(paths)
  const ended = await endLeftOvers(paths)
  const { ports, control } = await reservePorts(portNeeds(model), portChoice(options, paths), Math.random)
  try {
    const secrets = loadSecrets(paths.secrets, [...ownParameters, ...model.parameters])
    const { environment } = options
    const overrides = typeof environment === 'function' ? environment({ ports, secrets }) : environment
    const plans = plansOf(model, valuesOf(model, ports, secrets, paths.folder), { ...options, overrides })
    const claim = claimRunFile(paths.runFile, { controlUrl: control.url, ports })
    const release = async () => {
      await control.stop()
      claim.release()
    }
    return { paths, ended, ports, control, secrets, plans, release }
  } catch (error) {
    await control.stop()
    throw error
  }
}

/**
 * A new data folder begins empty. Its cluster may lie elsewhere (as root it does) and outlive a folder, or a checkout, that
 * was deleted: then nobody knows its password any more.
 */
async function beginFolder(paths: DataPaths): Promise<void> {
  const isNew = !existsSync(paths.secrets) && !existsSync(paths.logs)
  mkdirSync(paths.folder, { recursive: true, mode: 0o700 })
  if (isNew) await removeLocalPostgres(clusterNameFor(paths.folder))
}

function portChoice({ ports }: AppHostOptions, paths: DataPaths): Parameters<typeof reservePorts>[1] {
  if (ports === 'free') return ports
  return { environment: ports?.environment ?? {}, file: readJsonFile(paths.ports) ?? {} }
}
