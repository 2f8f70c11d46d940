import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const launcher = resolve(import.meta.dirname, '../run.mjs')
const isRunning = (pid: number) => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
const children: ChildProcess[] = []
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waybill-run-'))
  put('package.json', '{ "packageManager": "pnpm@1.2.3" }')
  put('pnpm-lock.yaml', 'lock: 1')
  put('node_modules/.pnpm/lock.yaml', 'lock: 1')
  put('scripts/run.mjs', readFileSync(launcher, 'utf8'))
  mkdirSync(join(folder, 'node_modules/node/bin'), { recursive: true })
  symlinkSync(process.execPath, join(folder, 'node_modules/node/bin/node'))
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGTERM')
  rmSync(folder, { recursive: true, force: true })
})

function put(path: string, text: string) {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

function launch(file: string, env: NodeJS.ProcessEnv = process.env) {
  const child = spawn(process.execPath, ['scripts/run.mjs', file, 'an argument'], { cwd: folder, env })
  children.push(child)
  return child
}

const ended = (child: ChildProcess) => new Promise<number | null>((done) => child.once('close', (code) => done(code)))
const firstWords = (child: ChildProcess) =>
  new Promise<string>((done) => child.stdout?.once('data', (chunk: Buffer) => done(chunk.toString().trim())))

const untilTold = `process.on('SIGTERM', () => { console.log('told'); process.exit(5) })
setInterval(() => {}, 1000)
console.log(process.pid)`

describe('the launcher', () => {
  it('when its program ends, it leaves with the same code, having passed the arguments on', async () => {
    put('program.mjs', "process.exit(process.argv[2] === 'an argument' ? 7 : 1)")
    expect(await ended(launch('program.mjs'))).toBe(7)
  })

  it('when its program dies of a signal, it leaves with 1', async () => {
    put('program.mjs', "process.kill(process.pid, 'SIGKILL'); setInterval(() => {}, 1000)")
    expect(await ended(launch('program.mjs'))).toBe(1)
  })

  it('when it gets SIGTERM, it passes it on and waits for the end of its program', async () => {
    put('program.mjs', untilTold)
    const child = launch('program.mjs')
    await firstWords(child)
    child.kill('SIGTERM')
    expect(await firstWords(child)).toBe('told')
    expect(await ended(child)).toBe(5)
  })

  it('when it gets SIGINT, which the terminal also gives to its program, it lives on with it', async () => {
    put('program.mjs', "console.log('ready'); process.stdin.once('data', () => process.exit(6))")
    const child = launch('program.mjs')
    await firstWords(child)
    child.kill('SIGINT')
    child.stdin?.end('go on')
    expect(await ended(child)).toBe(6)
  })

  it('when the shell above it is killed, it stops its program', async () => {
    put('program.mjs', untilTold)
    const shell = spawn('sh', ['-c', `"${process.execPath}" scripts/run.mjs program.mjs; true`], { cwd: folder })
    const pid = Number(await firstWords(shell))
    shell.kill('SIGKILL')
    expect(await firstWords(shell)).toBe('told')
    await expect.poll(() => isRunning(pid), { timeout: 5_000 }).toBe(false)
  })

  it('when the lockfile differs from what is installed, it installs first, with the pinned pnpm', async () => {
    put('node_modules/.pnpm/lock.yaml', 'lock: 0')
    put('program.mjs', "import { readFileSync } from 'node:fs'; console.log(readFileSync('installed-with', 'utf8'))")
    const child = launch('program.mjs', withFakeNpx('echo "$@" > installed-with'))
    expect(await firstWords(child)).toBe('--yes pnpm@1.2.3 install --frozen-lockfile')
    expect(await ended(child)).toBe(0)
  })

  it('when the install fails, it leaves with its code and runs nothing', async () => {
    rmSync(join(folder, 'node_modules/.pnpm'), { recursive: true })
    put('program.mjs', "console.log('ran')")
    const child = launch('program.mjs', withFakeNpx('exit 3'))
    let said = ''
    child.stdout.on('data', (chunk) => (said += chunk))
    expect(await ended(child)).toBe(3)
    expect(said).toBe('')
  })

  it('when the pinned Node.js is absent, it takes its own, if that is new enough', async () => {
    rmSync(join(folder, 'node_modules/node'), { recursive: true })
    put('program.mjs', 'process.exit(4)')
    expect(await ended(launch('program.mjs'))).toBe(4)
  })
})

function withFakeNpx(script: string): NodeJS.ProcessEnv {
  put('bin/npx', `#!/bin/sh\n${script}\n`)
  chmodSync(join(folder, 'bin/npx'), 0o755)
  return { ...process.env, PATH: join(folder, 'bin') + delimiter + process.env.PATH }
}
