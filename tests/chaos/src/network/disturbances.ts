import type { Disturbance, Pair, Step } from './disturbance.ts'

const pass: Step = { do: 'pass' }
const drop: Step = { do: 'drop' }

/** The ways in which a network fails; each decides for one piece of a connection. */
export const disturbances = {
  /** 0 to 2 s for each piece. */
  jitter: ({ pair }) => ({ do: 'pass-after', ms: pair.random() * 2_000 }),

  /** One piece in fifty cuts its connection. */
  resets: ({ pair }) => (pair.random() < 0.02 ? cut(pair) : pass),

  /** Nothing arrives until it is over; then all of it does. */
  blackhole: () => ({ do: 'hold' }),

  /** 10 KB/s. */
  slow: ({ chunk }) => ({ do: 'pass-after', ms: Math.min(chunk.length / 10, 2_000) }),

  /** The far end is gone and nobody says so, for as long as the connection lives. */
  'half-open': ({ pair }) => {
    pair.isDeaf = true
    pair.upstream.destroy()
    return drop
  },

  /** What was asked was done, and the answer is lost: of Postgres, that of a COMMIT. */
  'lost-answers': ({ pair, side }) =>
    side === 'upstream' && answersMatter(pair) && pair.random() < 0.3 ? cut(pair) : pass,
} as const satisfies Record<string, Disturbance>

/** A stranger in the middle who answers in place of the far end, or keeps its answer to himself. */
export const strangers = {
  'html-200': answerWith('200 OK', 'content-type: text/html', '<html><body>Welcome</body></html>'),
  'plain-500': answerWith('500 Internal Server Error', 'content-type: text/plain', 'oops'),
  'busy-429': answerWith('429 Too Many Requests', 'retry-after: 1', ''),
  'away-503': answerWith('503 Service Unavailable', 'content-type: text/html', '<h1>503</h1>'),
  empty: ({ pair, side }) => (side === 'client' ? cut(pair) : pass),

  /** He hears what is asked, lets it be done, and cuts the line. */
  'answer-lost': ({ pair, side }) => (side === 'upstream' ? cut(pair) : pass),

  /** The same, and he says nothing at all. */
  hang: ({ side }) => (side === 'upstream' ? drop : pass),
} as const satisfies Record<string, Disturbance>

/** Both ends are told that the other has gone. */
// Not `resetAndDestroy`: one that meets a shutdown under way leaves a handle for which Node then waits at its exit, for ever.
export function cut({ client, upstream }: Pair): Step {
  client.destroy()
  upstream.destroy()
  return drop
}

const answersMatter = ({ protocol, asked }: Pair): boolean => protocol !== 'postgres' || /commit/i.test(asked)

function answerWith(status: string, header: string, body: string): Disturbance {
  const answer = `HTTP/1.1 ${status}\r\n${header}\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`
  return ({ pair, side }) => {
    if (side === 'upstream') return pass
    pair.client.end(answer)
    pair.upstream.destroy()
    return drop
  }
}
