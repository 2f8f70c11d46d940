import { connect } from 'node:net'

export type Header = [name: string, value: string]

/** A request as it goes over the wire: nothing is tidied up, escaped or added but `Content-Length`. */
export type RawRequest = {
  method: string
  target: string
  headers: Header[]
  body?: Buffer
  /** No `Content-Length`: the body in chunks of at most 64 KiB. */
  chunked?: boolean
}

export type Answer = { status: number; headers: Record<string, string>; text: string }

const patienceMs = 15_000

/** The bytes of the request. */
function encode({ method, target, headers, body, chunked = false }: RawRequest): Buffer {
  const framed = headers.some(([name]) => name.toLowerCase() === 'content-length')
  const length: Header[] = body === undefined || framed ? [] : [['Content-Length', String(body.length)]]
  const framing: Header[] = chunked ? [['Transfer-Encoding', 'chunked']] : length
  const lines = [...headers, ...framing].map(([name, value]) => `${name}: ${value}\r\n`)
  const head = Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1')
  return Buffer.concat([head, ...(body === undefined ? [] : chunked ? chunksOf(body) : [body])])
}

/**
 * Writes the request on a connection of its own and answers what comes back: whole, or only the head of an event stream.
 * Rejects when there is no answer in 15 s, or the connection ends without one.
 */
export function exchange(url: string, request: RawRequest): Promise<Answer> {
  const { hostname, port } = new URL(url)
  const what = `${request.method} ${request.target.slice(0, 200)}`
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname)
    let received = Buffer.alloc(0)
    const settle = (answer: Answer | undefined, fault: string) => {
      socket.destroy()
      if (answer) resolve(answer)
      else reject(new Error(`${fault}: ${what}; received ${JSON.stringify(received.toString('latin1').slice(0, 300))}`))
    }
    socket.setTimeout(patienceMs, () => settle(undefined, 'no answer in time'))
    socket.on('error', () => {}) // a reset under an answer: what counts is what arrived
    socket.on('close', () => settle(parse(received, true), 'the connection ended without an answer'))
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk])
      const answer = parse(received, false)
      if (answer) settle(answer, '')
    })
    socket.on('connect', () => socket.write(encode(request)))
  })
}

function parse(received: Buffer, ended: boolean): Answer | undefined {
  const end = received.indexOf('\r\n\r\n')
  if (end === -1) return undefined
  const [first = '', ...lines] = received.subarray(0, end).toString('latin1').split('\r\n')
  const headers = Object.fromEntries(lines.map(headerOf))
  const body = received.subarray(end + 4)
  const text = headers['transfer-encoding'] === 'chunked' ? withoutChunks(body) : body.toString()
  const answer = { status: Number(first.split(' ')[1]), headers, text }
  return ended || isWhole(answer, body) ? answer : undefined
}

function isWhole({ status, headers }: Answer, body: Buffer): boolean {
  if (status === 204 || status === 304 || headers['content-type'] === 'text/event-stream') return true
  if (headers['content-length'] !== undefined) return body.length >= Number(headers['content-length'])
  return body.subarray(-5).toString() === '0\r\n\r\n'
}

function withoutChunks(body: Buffer): string {
  const parts: Buffer[] = []
  for (let at = 0, end = body.indexOf('\r\n'); end !== -1; end = body.indexOf('\r\n', at)) {
    const size = Number.parseInt(body.toString('latin1', at, end), 16)
    parts.push(body.subarray(end + 2, end + 2 + size))
    at = end + 2 + size + 2
  }
  return Buffer.concat(parts).toString()
}

function headerOf(line: string): [string, string] {
  const colon = line.indexOf(':')
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
}

const chunkBytes = 65_536

function* chunksOf(body: Buffer): Generator<Buffer> {
  for (let at = 0; at < body.length; at += chunkBytes) {
    const chunk = body.subarray(at, at + chunkBytes)
    yield Buffer.concat([Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n')])
  }
  yield Buffer.from('0\r\n\r\n')
}
