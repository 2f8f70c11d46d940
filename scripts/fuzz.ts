// npm run fuzz: 100,000 requests made from the contracts, with a new seed. FUZZ_REQUESTS and FUZZ_SEED change that.
import { spawnSync } from 'node:child_process'

const { FUZZ_SEED = String(Math.floor(Math.random() * 2 ** 31)), FUZZ_REQUESTS = '100000' } = process.env
const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'system', 'tests/bad-input', '-t', 'fuzzing']
const { status } = spawnSync(process.execPath, args, {
  stdio: 'inherit',
  env: { ...process.env, FUZZ_SEED, FUZZ_REQUESTS },
})
process.exitCode = status ?? 1
