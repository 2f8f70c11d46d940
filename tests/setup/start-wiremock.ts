import { type ChildProcessByStdio, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'

const require = createRequire(import.meta.url)
const java = 'java'
const rootFolder = join(import.meta.dirname, '../../mocks/wiremock')
// Quick to start rather than quick for long; each answer that hangs holds a thread, and bodies of 10 MB are not kept.
const machine = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC']
const server = [
  '--disable-banner',
  '--disable-gzip',
  '--container-threads',
  '60',
  '--logged-response-body-size-limit',
  '999',
]

/** Whether there is a Java on the PATH that runs. */
export const hasJava = () =>
  promisify(execFile)(java, ['-version']).then(
    () => true,
    () => false,
  )

/** The real WireMock with the mappings of mocks/wiremock, on a free port of 127.0.0.1; rejects with what it wrote when it ends. */
export async function startWireMock() {
  const jar = join(dirname(require.resolve('wiremock/package.json')), 'build/wiremock-standalone-3.13.2.jar')
  const place = ['--port', '0', '--bind-address', '127.0.0.1', '--root-dir', rootFolder]
  const child = spawn(java, [...machine, '-jar', jar, ...place, ...server], { stdio: ['ignore', 'pipe', 'pipe'] })
  const exited = once(child, 'exit')
  const url = `http://127.0.0.1:${await portOf(child)}`
  warmUp(url)
  return {
    url,
    async stop() {
      child.kill('SIGKILL') // it holds nothing, and takes a second to say goodbye
      await exited
    },
  }
}

function portOf(child: ChildProcessByStdio<null, Readable, Readable>): Promise<string> {
  const words: string[] = []
  child.stderr.on('data', (data) => words.push(String(data)))
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /^port:\s+(\d+)/.exec(line)?.[1]
      if (found) resolve(found)
    })
    child.on('error', reject)
    child.on('exit', (code) => reject(new Error(`WireMock ended with ${code}: ${words.join('')}`)))
  })
}

// The first answer of a kind takes Java a second on a busy machine, and some tests give it two.
function warmUp(url: string): void {
  for (const path of ['slow/api/payment/payment-requests?createdFrom=x', 'ten-megabytes/x']) {
    fetch(`${url}/misbehaving/${path}`).then(
      (answer) => answer.body?.cancel(),
      () => {},
    )
  }
}
