import { describe, expect, it } from 'vitest'
import { readableBody } from '../../client/src/features/ops-dead-letters/readable-body.ts'
import { cutQueues, sendBack, sentence } from '../../client/src/features/ops-dead-letters/send-back.ts'
import { emptyDraft, errorsOf, scenarioOf } from '../../client/src/features/ops-e-wallet/scenario-draft.ts'
import { sentenceOf } from '../../client/src/features/ops-overview/course-sentence.ts'
import { failedInWords, matchingInWords } from '../../client/src/features/ops-processes/failed-in-words.ts'
import { readableLine } from '../../client/src/features/ops-resources/readable-line.ts'

describe('a log line', () => {
  it("when it is pino's JSON, it is its level, its message and what else it says", () => {
    const text = JSON.stringify({ level: 40, time: 1, pid: 7, name: 'order', msg: 'slow', route: '/x', ms: 12 })
    expect(readableLine({ stream: 'stdout', text })).toEqual({ level: 'warn', text: 'slow', rest: 'route=/x ms=12' })
  })

  it.each(['{ broken', '{"no":"message"}', 'plain text'])('when it is %s, it is shown as it was written', (text) => {
    expect(readableLine({ stream: 'stdout', text })).toEqual({ level: '', text, rest: '' })
  })

  it('when it came on stderr and says no level, it is an error', () => {
    expect(readableLine({ stream: 'stderr', text: 'boom' }).level).toBe('error')
  })
})

describe('the body of a dead letter', () => {
  it('when it is JSON, it is spread over lines; anything else is left as it came', () => {
    expect(readableBody('{"a":1}')).toBe('{\n  "a": 1\n}')
    expect(readableBody('no { json')).toBe('no { json')
  })
})

describe('retrying all failed jobs that match', () => {
  const jobs = [
    { job: 'invoice', failed: 1 },
    { job: 'production', failed: 1_200 },
  ] as const

  it.each([
    [{}, 'all failed jobs', `${(1_201).toLocaleString()} jobs have failed.`],
    [{ job: 'invoice' as const }, 'all failed invoice jobs', '1 invoice job has failed.'],
    [{ job: 'notification' as const }, 'all failed notification jobs', '0 notification jobs have failed.'],
    [
      { job: 'invoice' as const, olderThan: '5m' as const },
      'all failed invoice jobs older than 5 minutes',
      'About 1 invoice job has failed, of any age.',
    ],
  ])('when the filters are %o, it says which jobs, and how many have failed', (filters, which, howMany) => {
    expect([matchingInWords(filters), failedInWords(jobs, filters)]).toEqual([which, howMany])
  })
})

describe('sending messages back', () => {
  const letters = [
    { queue: 'invoice', messageId: 'a' },
    { queue: 'production', messageId: 'b' },
    { queue: 'invoice', messageId: 'c' },
  ] as const

  it('when a queue shows as many as are ever shown, there may be more', () => {
    const many = (queue: 'invoice' | 'production', count: number) => Array(count).fill({ queue, messageId: 'x' })
    expect(cutQueues([...many('invoice', 100), ...many('production', 99)])).toEqual(['invoice'])
  })

  it('when they are of several queues, it makes one call for each queue, with the reason', async () => {
    const calls: unknown[] = []
    const answers = await sendBack(
      async (...call) => {
        calls.push(call)
        return { redriven: call[1].length, jobsRetried: 1, notFound: [] }
      },
      letters,
      'fixed',
    )
    expect(calls).toEqual([
      ['invoice', ['a', 'c'], 'fixed'],
      ['production', ['b'], 'fixed'],
    ])
    expect(sentence(answers)).toBe('3 messages sent back, 2 jobs retried.')
  })

  it('when some had gone meanwhile, it says so', () => {
    expect(sentence([{ redriven: 1, jobsRetried: 1, notFound: ['x'] }])).toBe(
      '1 message sent back, 1 job retried, 1 no longer there.',
    )
  })
})

describe('a scenario of the e-wallet', () => {
  it('when fields are left empty, it leaves them out', () => {
    expect(scenarioOf(emptyDraft)).toEqual({ scenario: 'duplicate', times: 1 })
    expect(scenarioOf({ ...emptyDraft, outcome: 'failed', amountMinor: '1099', times: '3' })).toEqual({
      ...{ scenario: 'duplicate', outcome: 'failed', times: 3 },
      match: { amountMinor: 1099 },
    })
  })

  it.each(['0', '-1', '1.5', '1e3', 'x', ''])('when the number of payments is %j, it says what is wrong', (times) => {
    expect(errorsOf({ ...emptyDraft, times })).toHaveProperty('times')
  })
})

describe('a small chart', () => {
  it('when it cannot be seen, a sentence says what it shows', () => {
    expect(sentenceOf('Jobs', [3, 1, 2])).toBe('Jobs: now 2, between 1 and 3 in the last 3 looks')
    expect(sentenceOf('Jobs', [])).toBe('Jobs: not known yet')
  })
})
