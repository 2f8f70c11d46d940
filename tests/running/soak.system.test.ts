import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'

const soak = resolve(import.meta.dirname, 'src/soak.ts')

describe.runIf(process.env.WAYBILL_TESTS === 'long')('the soak', () => {
  it('when it runs for some seconds, it reports memory, files, connections and tables without a verdict', async () => {
    const child = spawn(process.execPath, [soak, '--minutes', '0.2', '--every', '4'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const said = await text(child.stdout)
    for (const name of ['order heap MB', 'web rss MB', 'postgres files', 'connections', 'order.orders rows']) {
      expect(said).toContain(`| ${name} |`)
    }
    expect(said).toMatch(/"orders":[1-9]/)
    expect(said).toContain('"failed":0')
    expect(said).toContain('Not judged')
  }, 180_000)
})
