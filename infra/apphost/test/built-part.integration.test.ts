import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { waitFor } from '@waybill/test-kit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AppBuilder } from '../src/hosting/builder.ts'
import { repositoryRoot } from '../src/repository-root.ts'
import { addProgram, programFolder } from './add-program.ts'
import { createFixtureHosts } from './start-fixtures.ts'

let hosts: ReturnType<typeof createFixtureHosts>
beforeEach(() => {
  hosts = createFixtureHosts()
  writeSource("console.log('building'); mkdirSync(into); writeFileSync(into + '/page', 'the page')")
})
afterEach(() => hosts.tidy())

/** The source is the program that builds. */
const source = () => join(hosts.dataFolder, 'build.mjs')
const page = () => join(hosts.dataFolder, 'dist', 'page')
const writeSource = (work: string) =>
  writeFileSync(source(), `import { mkdirSync, writeFileSync } from 'node:fs'\nconst into = process.argv[2]\n${work}`)

function topology(builder: AppBuilder): void {
  addProgram(builder, 'built').withBuild({
    command: (output) => [source(), output],
    sources: [relative(repositoryRoot, source())],
    output: relative(join(repositoryRoot, programFolder), join(hosts.dataFolder, 'dist')),
  })
}
const timesBuilt = (lines: string[]) => lines.filter((line) => line === 'building').length

describe('a part that is built', () => {
  it('when its output is missing it is built before it starts; started again, only if its source has changed', async () => {
    const host = await hosts.start(topology)
    const built = host.resource('built')
    expect(readFileSync(page(), 'utf8')).toBe('the page')
    expect(built.logs().slice(0, 2)).toEqual(['is built, as its sources have changed', 'building'])
    await built.restart()
    await built.waitUntilHealthy()
    expect(timesBuilt(built.logs())).toBe(1)

    writeSource("console.log('building'); mkdirSync(into); writeFileSync(into + '/page', 'a new page')")
    await built.restart()
    await built.waitUntilHealthy()
    expect(timesBuilt(built.logs())).toBe(2)
    expect(readFileSync(page(), 'utf8')).toBe('a new page')
  })

  it('when its build fails, the start is given up with the words of the build, and the part was never started', async () => {
    writeSource("console.error('a fault in the sources'); process.exitCode = 2")
    await expect(hosts.start(topology)).rejects.toMatchObject({
      message: 'built could not be built',
      tail: expect.arrayContaining(['a fault in the sources']),
    })
    expect(existsSync(join(hosts.dataFolder, 'journal'))).toBe(false)
  })

  it('when its build fails in a restart, it stays down and says why, until it is mended', async () => {
    const built = (await hosts.start(topology)).resource('built')
    writeSource("throw new Error('a fault in the sources')")
    await built.restart()
    await waitFor(() => built.state === 'Exited', { what: 'the end of the build' })
    expect(built.logs().at(-1)).toBe('could not be started (its build ended by itself with exit code 1)')
    rmSync(join(hosts.dataFolder, 'dist'), { recursive: true })
    writeSource("mkdirSync(into); writeFileSync(into + '/page', 'mended')")
    await built.restart()
    await built.waitUntilHealthy()
    expect(readFileSync(page(), 'utf8')).toBe('mended')
  })

  it('when the start is given up while it is built, the build is killed and nothing is left of it', async () => {
    writeSource("console.log('building'); setInterval(() => {}, 1_000)")
    const interrupt = new AbortController()
    const starting = hosts.start(topology, { signal: interrupt.signal })
    const log = join(hosts.dataFolder, 'logs', 'built.log')
    const isBuilding = () => existsSync(log) && readFileSync(log, 'utf8').includes('building')
    await waitFor(isBuilding, { what: 'the build' })
    interrupt.abort(new Error('Ctrl-C'))
    await expect(starting).rejects.toThrow('Ctrl-C')
    expect(existsSync(join(hosts.dataFolder, 'dist'))).toBe(false)
  })
})
