import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { buildIfChanged } from '../src/build/build-if-changed.ts'
import { fingerprintOf } from '../src/build/fingerprint.ts'
import type { Launch } from '../src/model/process-plan.ts'

const folder = mkdtempSync(join(tmpdir(), 'waybill-build-'))
afterAll(() => rmSync(folder, { recursive: true }))

const output = join(folder, 'dist')
const source = join(folder, 'client', 'deep', 'main.ts')
mkdirSync(join(folder, 'client', 'deep'), { recursive: true })
writeFileSync(source, 'first')

const plan = {
  launch: (into: string): Launch => ({ command: '', args: [into], cwd: folder, environment: () => ({}) }),
  sources: [join(folder, 'client')],
  output,
}
const make = async ({ args: [into = ''] }: Launch): Promise<void> => {
  mkdirSync(into, { recursive: true })
  writeFileSync(join(into, 'bundle.js'), `built of ${readFileSync(source, 'utf8')}`)
}
const refuse = async (): Promise<void> => {
  throw new Error('a fault in the sources')
}
const bundle = () => readFileSync(join(output, 'bundle.js'), 'utf8')
const leftOver = () => readdirSync(join(folder, 'node_modules'))

describe('a build', () => {
  it('when the output is missing or of other sources, it is built; else it stays', async () => {
    expect(await buildIfChanged(plan, make)).toBe(true)
    expect(await buildIfChanged(plan, make)).toBe(false)
    writeFileSync(source, 'second')
    expect(await buildIfChanged(plan, make)).toBe(true)
    expect(bundle()).toBe('built of second')
    rmSync(output, { recursive: true })
    expect(await buildIfChanged(plan, make)).toBe(true)
    expect(leftOver()).toEqual([])
  })

  it('when it fails, the output of before stays, and the next time it is tried again', async () => {
    writeFileSync(source, 'third')
    await expect(buildIfChanged(plan, refuse)).rejects.toThrow('a fault in the sources')
    expect(bundle()).toBe('built of second')
    expect(leftOver()).toEqual([])
    expect(await buildIfChanged(plan, make)).toBe(true)
  })

  it('when several build at the same time, each leaves a whole output', async () => {
    writeFileSync(source, 'fourth')
    expect(await Promise.all(Array.from({ length: 5 }, () => buildIfChanged(plan, make)))).toContain(true)
    expect(bundle()).toBe('built of fourth')
    expect(await buildIfChanged(plan, make)).toBe(false)
    expect(leftOver()).toEqual([])
  })

  it('when a source is renamed, the fingerprint is another; when one does not exist, it is named', () => {
    const before = fingerprintOf(plan.sources)
    writeFileSync(join(folder, 'client', 'other.ts'), '')
    expect(fingerprintOf(plan.sources)).not.toBe(before)
    expect(() => fingerprintOf([join(folder, 'nothing')])).toThrow(join(folder, 'nothing'))
    expect(existsSync(output)).toBe(true)
  })
})
