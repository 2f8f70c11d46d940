import { type Endpoint, endpoints } from '../support/endpoints.ts'

const whole = (name: string, otherwise: number) => Number.parseInt(process.env[name] ?? '', 10) || otherwise

/** The same requests each time, unless `FUZZ_SEED` asks for others; `npm run fuzz` does. */
export const seed = whole('FUZZ_SEED', 1)

/** How many there are in all, at least. */
export const requests = whole('FUZZ_REQUESTS', 20_000)

/** `npm run fuzz`: then what is promised of a hundred thousand is judged, and not only shown. */
export const isJudged = requests >= 100_000

/** Whoever looks into the dead-letter queues polls them for a second. */
const isSlow = ({ path }: Endpoint) => path.includes('/deadletters')
const slowRequests = isJudged ? 300 : 15
const slowRoutes = endpoints.filter(isSlow).length

/** `FUZZ_REQUESTS` in all, spread over the routes; fewer where each takes a second. */
export const requestsPerRoute = Math.ceil((requests - slowRoutes * slowRequests) / (endpoints.length - slowRoutes))
export const requestsFor = (endpoint: Endpoint) => (isSlow(endpoint) ? slowRequests : requestsPerRoute)

/** 20,000 take a minute; several times as long where others use the machine, and a second each where it is slow. */
export const timeoutMs = 180_000 + requests * 6 + slowRoutes * slowRequests * 1_000
