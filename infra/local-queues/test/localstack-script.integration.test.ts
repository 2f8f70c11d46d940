import { execFile, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { applyTopology } from '../src/apply-topology.ts'
import { startLocalQueues } from '../src/start-local-queues.ts'
import { topology } from '../src/topology.ts'
import { clientsOf } from './clients.ts'
import { describeEmulator } from './describe-emulator.ts'

const fromRoot = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url))
const region = 'eu-central-1'
const hasBoto3 = spawnSync('python3', ['-c', 'import boto3']).status === 0

async function startEmulator() {
  const emulator = await startLocalQueues({ port: 0 })
  onTestFinished(() => emulator.stop())
  return emulator.endpoint
}

/** As LocalStack does it: `exec` with empty globals, not as the main program. */
function runScript(endpoint: string) {
  const asLocalStack = 'import sys; exec(open(sys.argv[1], "rb").read(), {})'
  const ours = { AWS_ENDPOINT_URL: endpoint, AWS_DEFAULT_REGION: region }
  const env = { ...process.env, ...ours, WAYBILL_TOPOLOGY: fromRoot('infra/topology.json') }
  const script = fromRoot('localstack/ready.d/apply-topology.py')
  return promisify(execFile)('python3', ['-c', asLocalStack, script], { env })
}

describe.skipIf(!hasBoto3)("LocalStack's init script", () => {
  it('when it runs, once or twice, it makes what applyTopology makes', async () => {
    const [byScript, byUs] = await Promise.all([startEmulator(), startEmulator()])
    await applyTopology({ endpoint: byUs, region, topology })
    const expected = await describeEmulator(clientsOf(byUs))
    for (const _ of ['first', 'again']) {
      const { stdout } = await runScript(byScript)
      expect(stdout).toContain('3 queues are ready')
      expect(await describeEmulator(clientsOf(byScript))).toEqual(expected)
    }
  })
})
