import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { freePort } from '@waybill/test-kit'
import { afterAll, describe, expect, it } from 'vitest'

const dataFolder = mkdtempSync(join(tmpdir(), 'waybill-apphost-'))
afterAll(() => rmSync(dataFolder, { recursive: true, force: true }))

async function npmStart(environment: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const env = { ...process.env, WAYBILL_DATA_FOLDER: dataFolder, ...environment }
  const program = join(import.meta.dirname, '../src/main.ts')
  const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'ignore', 'pipe'] })
  const [code, said] = await Promise.all([
    new Promise<number | null>((ended) => child.once('exit', ended)),
    text(child.stderr),
  ])
  return { code, said }
}

// With this offset all ports lie below those of other app hosts in tests, and of the connections that the system makes.
const elsewhere = { PORT_OFFSET: '10000', PORT_POSTGRES: '10999' }

describe('npm start', () => {
  it('when a port is taken, it names it without a stack trace, exits with 1 and has started nothing', async () => {
    const port = await freePort()
    const other = createServer().listen(port, '127.0.0.1')
    const { code, said } = await npmStart({ ...elsewhere, PORT_ORDER: String(port) })
    other.close()
    expect(code).toBe(1)
    expect(said).toMatch(
      new RegExp(
        `^Waybill was not started: a port is not free on 127\\.0\\.0\\.1\\.\n {2}Port ${port}, needed for order`,
      ),
    )
    expect(said).not.toMatch(/\n\s+at /)
    expect(readdirSync(dataFolder)).not.toContain('secrets.json')
  })

  it('when a choice of ports cannot be used, it says which, and exits with 1', async () => {
    const { code, said } = await npmStart({ ...elsewhere, PORT_ORDER: 'many' })
    expect(code).toBe(1)
    expect(said).toBe(
      'The port chosen for order is not a number from 1 to 65535 (PORT_ORDER, PORT_OFFSET or ports.json)\n',
    )
  })
})
