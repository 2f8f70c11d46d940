import { endpoints } from '../support/endpoints.ts'

const whole = (name: string, otherwise: number) => Number.parseInt(process.env[name] ?? '', 10) || otherwise

/** The same requests each time, unless `FUZZ_SEED` asks for others; `npm run fuzz` does. */
export const seed = whole('FUZZ_SEED', 1)

/** `FUZZ_REQUESTS` in all, spread over the routes. */
export const requestsPerRoute = Math.ceil(whole('FUZZ_REQUESTS', 20_000) / endpoints.length)

/** A minute for 20,000, and twice as long where others use the machine. */
export const timeoutMs = 120_000 + requestsPerRoute * endpoints.length * 6
