import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type System, startSystem } from './support/system.ts'

let system: System

beforeAll(async () => {
  system = await startSystem({ seed: true })
}, 120_000)
afterAll(() => system.stop())

async function demo(env: Record<string, string>) {
  const script = resolve(import.meta.dirname, '../../scripts/demo.ts')
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  const [code] = await once(child, 'close')
  return { code, text: Buffer.concat(chunks).toString() }
}

describe('npm run demo', () => {
  it('when the system runs, it finds orders, follows a payment that succeeds and one that fails, and exits 0', async () => {
    const { code, text } = await demo({ WAYBILL_DATA_FOLDER: system.host.dataFolder })
    expect(text).toContain('search “creme brulee”')
    expect(text).toMatch(/order is paid/)
    expect(text).toMatch(/payment failed: insufficient-funds/)
    expect(text).toMatch(/notification succeeded/)
    expect(text).toContain('✓ One order was paid, produced once, invoiced once and mailed once.')
    expect(code).toBe(0)
  })

  it('when nothing runs, it says so and exits 1', async () => {
    const { code, text } = await demo({ WAYBILL_DATA_FOLDER: '/nowhere' })
    expect(text).toContain('npm start')
    expect(code).toBe(1)
  })
})
