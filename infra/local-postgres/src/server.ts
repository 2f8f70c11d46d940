import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Home } from './home.ts'
import { readPostmasterFile } from './postmaster-file.ts'
import { cleanEnvironment } from './run-command.ts'

const readyWithinMs = 60_000 // recovery after a crash is part of it
const stopWithinMs = 10_000
const settingsForAll = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
}

/**
 * Starts the server process and waits until it takes connections. The sessions of a server that was killed hard may outlive it for
 * a moment and hold its memory: then it is tried again. Rejects with the end of its log when it does not start.
 */
export async function startServer(home: Home, dataFolder: string, port: number, settings: Record<string, string>) {
  for (let waitedMs = 0; ; waitedMs += retryMs) {
    const { server, said } = await launch(home, dataFolder, port, settings)
    if (server) return server
    if (!said.includes(heldByOldSessions) || waitedMs >= sessionsEndWithinMs) {
      throw new Error(`PostgreSQL did not start on port ${port} with ${dataFolder}:\n${said}`)
    }
    await pause(retryMs)
  }
}

const heldByOldSessions = 'pre-existing shared memory block'
const sessionsEndWithinMs = 15_000
const retryMs = 250

async function launch(home: Home, dataFolder: string, port: number, settings: Record<string, string>) {
  const log = `${dataFolder}.log`
  const output = openSync(log, 'a') // a file: an orphan would hold a pipe of ours open
  const logStart = statSync(log).size
  const options = Object.entries({ ...settingsForAll, ...settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  const server = spawn(join(home.programs, 'postgres'), ['-D', dataFolder, '-p', String(port), ...options], {
    ...home.runAs,
    cwd: home.folder,
    env: cleanEnvironment,
    detached: true, // Ctrl-C must reach the services first, and this server when they are done
    stdio: ['ignore', output, output],
  })
  closeSync(output)
  const exited = new Promise<void>((done) => server.once('exit', () => done()).once('error', () => done()))
  const stop = () => stopServer(server, exited)
  if (await becomesReady(server, dataFolder)) return { server: { exited, stop }, said: '' }
  await stop()
  return { server: undefined, said: readFileSync(log, 'utf8').slice(logStart).trim().split('\n').slice(-10).join('\n') }
}

async function becomesReady(server: ChildProcess, dataFolder: string): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < readyWithinMs && isRunning(server); waitedMs += 10) {
    const postmaster = readPostmasterFile(dataFolder)
    if (postmaster?.pid === server.pid && postmaster?.isReady) return true
    await pause(10)
  }
  return false
}

async function stopServer(server: ChildProcess, exited: Promise<void>): Promise<void> {
  if (!isRunning(server)) return
  server.kill('SIGINT') // fast shutdown: ends sessions, writes a checkpoint
  const atOnce = setTimeout(() => server.kill('SIGQUIT'), stopWithinMs) // recovers from its log at the next start
  await exited
  clearTimeout(atOnce)
}

function isRunning(server: ChildProcess): boolean {
  return server.pid !== undefined && server.exitCode === null && server.signalCode === null
}
