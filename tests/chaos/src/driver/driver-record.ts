import type { ExpectedPayment, Injected, Try } from '../evidence.ts'

const holding = ['stop', 'block', 'clock', 'down']

export type DriverRecord = ReturnType<typeof createDriverRecord>

/** What the driver did and was answered: the evidence that only it has. */
export function createDriverRecord(now: () => Date) {
  const tries: Try[] = []
  const injected: Injected[] = []
  const held = new Set<string>()
  const expected: ExpectedPayment[] = []
  const refusedMails: string[] = []
  const poisonedMessages: string[] = []

  return {
    ...{ tries, injected, expected, refusedMails, poisonedMessages },
    /** A fault begins now. The function it answers is for its end; one that has no duration needs no end. */
    inject(fault: string, target: string, detail = ''): () => void {
      const row: Injected = { at: now().toISOString(), until: null, fault, target, detail }
      injected.push(row)
      const isHeldByIt = holding.includes(fault)
      if (isHeldByIt) held.add(target)
      return () => {
        row.until ??= now().toISOString()
        if (isHeldByIt) held.delete(target)
      }
    },
    /** Whether the process is frozen, blocked or away on purpose, or told a wrong time: it is let be, or it would not last. */
    isHeld: (target: string): boolean => held.has(target),
    /** All of it, as it is now. */
    evidence: () => ({ tries, injected, expected, refusedMails, poisonedMessages }),
  }
}
