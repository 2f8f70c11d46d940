import { createServer, type Socket } from 'node:net'

/** What is said to a line of the client, at once or later; undefined is the usual answer, `drip` one that never ends. */
type AnswerTo = (line: string) => string | undefined | Promise<string | undefined>
type Oddity = { port?: number; greeting?: string; answerTo?: AnswerTo }

/** A mail server that says what it is told, so that a test can have any answer. Speaks as little SMTP as one mail needs. */
export async function startOddMailServer(oddity: Oddity = {}) {
  const { port = 0, greeting = '220 odd', answerTo = () => undefined } = oddity
  const received: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}))
    converse(socket, answerTo, received)
    socket.write(`${greeting}\r\n`)
  })
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening))
  return {
    received,
    port: (server.address() as { port: number }).port,
    async stop() {
      for (const socket of sockets) socket.destroy()
      await new Promise((closed) => server.close(closed))
    },
  }
}

/** Says this to the sender's address, and takes what else comes. */
export const onMail =
  (answer: string): AnswerTo =>
  (line) =>
    line.startsWith('MAIL') ? answer : undefined

function converse(socket: Socket, answerTo: AnswerTo, received: string[]): void {
  let pending = ''
  let isData = false
  socket.on('data', (chunk) => {
    pending += chunk.toString()
    const end = isData ? '\r\n.\r\n' : '\r\n'
    const at = pending.indexOf(end)
    if (at < 0) return
    const heard = pending.slice(0, at)
    pending = pending.slice(at + end.length)
    if (isData) received.push(heard)
    void say(socket, isData ? '250 taken' : heard === 'DATA' ? '354 go on' : '250 ok', answerTo(isData ? '.' : heard))
    isData = !isData && heard === 'DATA'
  })
}

async function say(socket: Socket, usual: string, odd: ReturnType<AnswerTo>): Promise<void> {
  const answer = (await odd) ?? usual
  if (answer !== 'drip') return void socket.write(`${answer}\r\n`)
  socket.write('250-')
  const timer = setInterval(() => socket.write('.'), 20)
  socket.on('close', () => clearInterval(timer))
}
