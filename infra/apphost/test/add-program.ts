import { join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AppBuilder } from '../src/hosting/builder.ts'
import { repositoryRoot } from '../src/repository-root.ts'

const program = fileURLToPath(import.meta.resolve('./fixtures/program/src/main.ts'))
export const programFolder = relative(repositoryRoot, resolve(program, '../..'))

/** Puts the fixture program into a topology, under a name, with a health check. */
export function addProgram(builder: AppBuilder, name: string, port = 20_000) {
  return builder
    .addService(name, programFolder)
    .withHttpEndpoint(port)
    .withHttpHealthCheck('/readyz')
    .withEnvironment('JOURNAL', ({ dataFolder }) => join(dataFolder, 'journal'))
}
