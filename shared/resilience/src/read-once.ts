type Deps<Answer> = { read: () => Promise<Answer>; keptMs: number; now: () => Date }

/**
 * For what is dear to read and asked for often: who asks while a read is under way shares it, and none is begun until `keptMs`
 * after the one before began. So no answer from memory is older than that. A read that fails is told to those who waited for
 * it and not kept.
 */
export function createReadOnce<Answer>({ read, keptMs, now }: Deps<Answer>) {
  let known: { answer: Answer; begunAtMs: number } | undefined
  let underWay: Promise<Answer> | undefined

  async function readNow(): Promise<Answer> {
    const begunAtMs = now().getTime()
    const answer = await read()
    known = { answer, begunAtMs }
    return answer
  }

  return async (): Promise<Answer> => {
    // Either way: a clock that is set back must not keep an answer alive.
    if (known && Math.abs(now().getTime() - known.begunAtMs) < keptMs) return known.answer
    underWay ??= readNow().finally(() => {
      underWay = undefined
    })
    return underWay
  }
}
