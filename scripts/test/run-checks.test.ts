import { describe, expect, it } from 'vitest'
import { type Check, runChecks } from '../run-checks.ts'

async function run(...checks: Check[]) {
  const said: string[] = []
  const passed = await runChecks(checks, import.meta.dirname, (text) => said.push(text))
  return { passed, said: said.join('\n') }
}

const good: Check = { name: 'good', command: ['--eval', 'console.log("3 files read")'] }
const bad: Check = { name: 'bad', command: ['--eval', 'console.error("line 7 is wrong"); process.exit(2)'] }

describe('running the checks', () => {
  it('when all pass, it says so and nothing of what they said', async () => {
    const { passed, said } = await run(good)
    expect(passed).toBe(true)
    expect(said).toMatch(/^✓ good \([\d.]+ s\)$/)
  })

  it('when one fails, the whole fails, and its words are shown', async () => {
    const { passed, said } = await run(bad, good)
    expect(passed).toBe(false)
    expect(said).toContain('✓ good')
    expect(said).toMatch(/✗ bad .*\nline 7 is wrong/)
  })

  it('when one dies of a signal, it fails', async () => {
    const { passed } = await run({ name: 'killed', command: ['--eval', 'process.kill(process.pid, "SIGKILL")'] })
    expect(passed).toBe(false)
  })

  it('when one succeeds without the proof that it did its work, it fails', async () => {
    expect((await run({ ...good, proof: /[1-9]\d* files read/ })).passed).toBe(true)
    expect((await run({ ...good, proof: /[1-9]\d* folders read/ })).passed).toBe(false)
  })
})
