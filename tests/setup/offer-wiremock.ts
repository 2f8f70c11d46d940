import { createServer } from 'node:http'
import { hasJava, startWireMock } from './start-wiremock.ts'

/**
 * Where test files ask for WireMock: the first GET starts it, and each is answered with its address. So a run pays for it only
 * when a suite needs it. `WIREMOCK_URL` names one that runs already. Undefined, with a line that says so, when there is neither.
 */
export async function offerWireMock() {
  const running = process.env.WIREMOCK_URL
  if (running === undefined && !(await hasJava())) {
    console.warn('The WireMock suites are skipped: there is no Java on the PATH and no WIREMOCK_URL.')
    return undefined
  }
  let started: ReturnType<typeof startWireMock> | undefined
  async function address(): Promise<string> {
    if (running !== undefined) return running
    started ??= startWireMock()
    return (await started).url
  }
  const server = createServer((_request, response) => {
    address().then(
      (url) => response.end(url),
      (error: unknown) => response.writeHead(503).end(String(error)),
    )
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as { port: number }
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      server.close()
      server.closeAllConnections()
      await started?.then(
        (wiremock) => wiremock.stop(),
        () => {},
      )
    },
  }
}
