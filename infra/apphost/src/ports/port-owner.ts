import { execFile } from 'node:child_process'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { basename } from 'node:path'
import { promisify } from 'node:util'

const listening = '0A' // TCP_LISTEN, in /proc/net/tcp

/** `node (process 4711)`, as far as the system lets us see: another user's process stays unknown without root. */
export async function ownerOfPort(port: number): Promise<string | undefined> {
  try {
    return process.platform === 'linux' ? await ownerByProc(port) : await ownerByLsof(port)
  } catch {
    return undefined
  }
}

async function ownerByProc(port: number): Promise<string | undefined> {
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((path) => readFile(path, 'utf8').catch(() => '')),
  )
  const inodes = tables.flatMap((table) => listenersOf(table, port))
  if (inodes.length === 0) return undefined
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  for (const pid of pids) {
    if (await holdsOneOf(pid, inodes)) return `${await commandOf(pid)} (process ${pid})`
  }
  return undefined
}

/** The socket inodes that listen on the port: columns 2 (address:port in hex), 4 (state) and 10 (inode). */
function listenersOf(table: string, port: number): string[] {
  const hexPort = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  return table
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((columns) => columns[1]?.endsWith(hexPort) && columns[3] === listening)
    .map((columns) => `socket:[${columns[9]}]`)
}

async function holdsOneOf(pid: string, inodes: readonly string[]): Promise<boolean> {
  const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => [])
  const targets = await Promise.all(descriptors.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')))
  return targets.some((target) => inodes.includes(target))
}

/** As it was typed, as far as a person needs it: the name that the system has for a Node.js process is `MainThread`. */
async function commandOf(pid: string): Promise<string> {
  const [program = '', ...args] = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0')
  return [basename(program), ...args]
    .join(' ')
    .trim()
    .replace(/\p{Cc}/gu, ' ')
    .slice(0, 80)
}

async function ownerByLsof(port: number): Promise<string | undefined> {
  const { stdout } = await promisify(execFile)('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'])
  const [, pid, command] = /^p(\d+)\nc(.+)$/m.exec(stdout) ?? []
  return pid && command ? `${command} (process ${pid})` : undefined
}
