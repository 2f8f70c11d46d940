// npm run audit: no known vulnerability in what runs in production, but those that scripts/audit-allowed.json excuses for a
// while. Where the registry serves no advisories it says that nothing was checked, and leaves with 0.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { judgeAudit } from './judge-audit.ts'

const root = resolve(import.meta.dirname, '..')
const pnpm = 'node_modules/pnpm/bin/pnpm.mjs'
const { stdout, stderr } = spawnSync(process.execPath, [pnpm, 'audit', '--prod', '--json'], {
  cwd: root,
  encoding: 'utf8',
})
const allowed = JSON.parse(readFileSync(resolve(root, 'scripts/audit-allowed.json'), 'utf8'))
const { passes, lines } = judgeAudit({ stdout, stderr, allowed, today: new Date().toISOString().slice(0, 10) })

for (const line of lines) console.log(line)
process.exitCode = passes ? 0 : 1
