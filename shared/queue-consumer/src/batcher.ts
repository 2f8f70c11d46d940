type Deps<Entry> = {
  /** Sends up to 10 and returns those that are worth another try; throws when none was taken. */
  send: (entries: Entry[]) => Promise<Entry[]>
  /** Told what was left undone after the last try. */
  leave: (entries: Entry[], error: unknown) => void
  pauseBeforeRetry: (retry: number) => Promise<void>
}

const maxEntries = 10
const maxWaitMs = 50
const maxTries = 3

/** Gathers entries into calls of up to 10, none waiting longer than 50 ms, and repeats what failed, call or entry, twice. */
export function createBatcher<Entry>({ send, leave, pauseBeforeRetry }: Deps<Entry>) {
  let waiting: Entry[] = []
  let timer: NodeJS.Timeout | undefined
  const underWay = new Set<Promise<void>>()

  function sendWaiting(): void {
    clearTimeout(timer)
    timer = undefined
    if (waiting.length === 0) return
    const sending = sendUntilTaken(waiting).finally(() => underWay.delete(sending))
    waiting = []
    underWay.add(sending)
  }

  async function sendUntilTaken(entries: Entry[]): Promise<void> {
    let error: unknown
    let open = entries
    for (let tried = 0; open.length > 0 && tried < maxTries; tried++) {
      if (tried > 0) await pauseBeforeRetry(tried)
      const sent = await send(open).then(
        (failed) => ({ failed, error: undefined }),
        (thrown: unknown) => ({ failed: open, error: thrown }),
      )
      open = sent.failed
      error = sent.error
    }
    if (open.length > 0) leave(open, error)
  }

  return {
    add(entry: Entry): void {
      waiting.push(entry)
      if (waiting.length === maxEntries) sendWaiting()
      else timer ??= setTimeout(sendWaiting, maxWaitMs)
    },
    /** Resolves when all that was added is sent or left. Never rejects. */
    async flush(): Promise<void> {
      sendWaiting()
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}
