// npm run dashboard: the genuine Aspire dashboard beside the system that runs from this checkout.
import { runDashboard } from '../infra/apphost/src/index.ts'

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort())

process.exitCode = await runDashboard({ environment: process.env, say: console.log, signal: stop.signal })
