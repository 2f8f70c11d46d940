import { z } from 'zod'
import { runService } from '../../src/index.ts'
import { createGreeter, readGreeterConfig } from './greeter.ts'

const hardLimitMs = z.coerce.number().default(15_000).parse(process.env.HARD_LIMIT_MS)
await runService({
  ...{ name: 'greeter', env: process.env, readConfig: readGreeterConfig, create: createGreeter, hardLimitMs },
})
