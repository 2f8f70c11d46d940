// npm run test:long: every test, and of the system tests those that take minutes too.
import { spawnSync } from 'node:child_process'

const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, WAYBILL_TESTS: 'long' },
})
process.exitCode = status ?? 1
