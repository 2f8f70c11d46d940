import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AppHost, startAppHost } from '../src/app-host.ts'
import type { AppHostOptions } from '../src/app-host-options.ts'
import type { AppBuilder } from '../src/hosting/builder.ts'

/** App hosts on a data folder of their own; `tidy` stops them all and removes it. */
export function createFixtureHosts() {
  const dataFolder = mkdtempSync(join(tmpdir(), 'waybill-apphost-'))
  const hosts: AppHost[] = []
  return {
    dataFolder,
    start: async (topology: (builder: AppBuilder) => void, options: AppHostOptions = {}): Promise<AppHost> => {
      const host = await startAppHost({ ports: 'free', silent: true, dataFolder, topology, ...options })
      hosts.push(host)
      return host
    },
    /** What the programs noted, in order. */
    journal: (): string[] => readFileSync(join(dataFolder, 'journal'), 'utf8').trim().split('\n'),
    tidy: async (): Promise<void> => {
      await Promise.all(hosts.map((host) => host.stop()))
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}
