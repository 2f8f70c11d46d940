// All that can be known about the code without running it: `npm run verify`.
import { resolve } from 'node:path'
import { runChecks } from './run-checks.ts'

const root = resolve(import.meta.dirname, '..')
const tool = (path: string, ...args: string[]) => [`node_modules/${path}`, ...args]

const passed = await runChecks(
  [
    { name: 'format and lint', command: tool('@biomejs/biome/bin/biome', 'check', '--error-on-warnings') },
    { name: 'types', command: tool('@typescript/native/bin/tsc', '--project', 'tsconfig.json') },
    {
      name: 'types of the front end',
      command: tool('@typescript/native/bin/tsc', '--project', 'services/web/tsconfig.json'),
    },
    {
      name: 'architecture',
      command: tool('dependency-cruiser/bin/dependency-cruiser.mjs', '.'),
      proof: /[1-9]\d* dependencies cruised/, // it also succeeds when it could read no file at all
    },
    { name: 'dead code', command: tool('knip/bin/knip.js') },
    { name: 'paths in documents', command: ['scripts/check-doc-paths.ts'] },
  ],
  root,
  console.log,
)
process.exitCode = passed ? 0 : 1
