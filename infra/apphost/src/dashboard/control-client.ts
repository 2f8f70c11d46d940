import { type AppHostLogLine, type AppHostResource, appHostApi } from '@waybill/contracts'
import { createClient } from '@waybill/http-client'

export type ControlClient = ReturnType<typeof createControlClient>

const answerWithinMs = 3_000
/** All lines that are kept, however long. */
const maxAnswerBytes = 100 * 1024 * 1024

/** The control address of a running app host. Rejects when it does not answer, or refuses the key. */
export function createControlClient(control: { url: string; key: string }) {
  const call = createClient({
    ...{ neighbour: 'apphost', baseUrl: control.url, maxAnswerBytes },
    policy: { execute: (attempt) => attempt(AbortSignal.timeout(answerWithinMs)), state: () => 'closed' },
    headers: () => ({ authorization: `Bearer ${control.key}` }),
    random: Math.random,
    now: () => new Date(),
  })
  return {
    list: async (): Promise<AppHostResource[]> => {
      const answer = await call(appHostApi.listResources, {})
      if (answer.status === 401) throw new Error('The app host refuses the key')
      return answer.body.resources
    },
    /** The kept lines after the one with this number; undefined where there is no such resource. */
    linesAfter: async (name: string, number: number): Promise<AppHostLogLine[] | undefined> => {
      const query = { after: String(number), tail: '1000' }
      const answer = await call(appHostApi.readLogs, { params: { name }, query })
      return answer.status === 200 ? answer.body.lines : undefined
    },
    /** Undefined when it was begun, else why not. */
    run: async (name: string, command: string): Promise<string | undefined> => {
      const answer = await call(appHostApi.runCommand, { params: { name, command } })
      return answer.status === 202 ? undefined : answer.body.code
    },
  }
}
