// Runs a file with the Node.js that the lockfile pins, after installing what is missing.
// Plain JavaScript without dependencies: it must work in a fresh clone on Node 20.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const inRoot = (path) => join(root, path)
const readIfPresent = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined)

// pnpm copies the lockfile last, so equal files mean a finished install; npm's own install breaks the equality.
function installWhatIsMissing() {
  if (readIfPresent(inRoot('node_modules/.pnpm/lock.yaml')) === readIfPresent(inRoot('pnpm-lock.yaml'))) return
  const { packageManager } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'))
  const args = ['--yes', packageManager, 'install', '--frozen-lockfile']
  const { status } = spawnSync('npx', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
  if (status !== 0) process.exit(status ?? 1)
}

function pickNode() {
  const pinned = inRoot(process.platform === 'win32' ? 'node_modules/node/bin/node.exe' : 'node_modules/node/bin/node')
  if (existsSync(pinned)) return pinned
  if (Number.parseInt(process.versions.node, 10) >= 24) return process.execPath
  console.error(
    `Waybill needs Node.js 24 or newer; this is ${process.version} and the pinned one could not be installed.`,
  )
  process.exit(1)
}

const parent = process.ppid
installWhatIsMissing()
const child = spawn(pickNode(), process.argv.slice(2), { stdio: 'inherit' })
const stopChild = () => child.kill('SIGTERM')

process.on('SIGINT', () => {}) // the terminal sends it to the child too
process.on('SIGTERM', stopChild)

// SIGTERM to `npm start` ends only the shell between npm and us: a new parent is the only sign of it.
const watch = setInterval(() => {
  if (process.ppid === parent) return
  clearInterval(watch)
  stopChild()
}, 500)

child.on('error', (error) => {
  console.error(error.message)
  process.exit(1)
})
child.on('exit', (code) => process.exit(code ?? 1))
