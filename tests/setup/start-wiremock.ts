import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'

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

// The first answer of a kind takes Java a second on a busy machine, and some tests give it two.
const slowAtFirst = ['/misbehaving/slow/api/payment/payment-requests?createdFrom=x', '/misbehaving/ten-megabytes/x']

/** Whether there is a Java on the PATH that runs. */
export const hasJava = () =>
  promisify(execFile)('java', ['-version']).then(
    () => true,
    () => false,
  )

/** The real WireMock with the mappings of mocks/wiremock, on a free port of 127.0.0.1; rejects with what it wrote when it ends. */
export async function startWireMock() {
  const packageFolder = dirname(createRequire(import.meta.url).resolve('wiremock/package.json'))
  const jar = join(packageFolder, 'build/wiremock-standalone-3.13.2.jar')
  const place = ['--port', '0', '--bind-address', '127.0.0.1', '--root-dir', rootFolder]
  const child = spawn('java', [...machine, '-jar', jar, ...place, ...server], { stdio: ['ignore', 'pipe', 'pipe'] })
  const exited = once(child, 'exit')
  const words: string[] = []
  child.stderr.on('data', (data) => words.push(String(data)))
  const port = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /^port:\s+(\d+)/.exec(line)?.[1]
      if (found) resolve(found)
    })
    child.on('error', reject)
    child.on('exit', (code) => reject(new Error(`WireMock ended with ${code}: ${words.join('')}`)))
  })
  const url = `http://127.0.0.1:${port}`
  for (const path of slowAtFirst)
    void fetch(url + path).then(
      (answer) => answer.body?.cancel(),
      () => {},
    )
  return {
    url,
    async stop() {
      child.kill('SIGKILL') // it holds nothing, and takes a second to say goodbye
      await exited
    },
  }
}
