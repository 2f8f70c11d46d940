import { describe, expect, it } from 'vitest'
import { createConsoleLog } from '../src/screen/console-log.ts'
import { displayWidth } from '../src/screen/display-width.ts'
import { createPaint } from '../src/screen/paint.ts'
import { readableLine } from '../src/screen/readable-line.ts'
import { renderTable } from '../src/screen/table.ts'

describe('the width of a text on a terminal', () => {
  it.each([
    ['abc', 3],
    ['Åsa', 3],
    ['José', 4], // e and a combining accent
    ['東京', 4],
    ['🎉', 2],
    ['👩‍👩‍👧', 2],
    ['🖍️', 2],
    ['ليلى', 4],
    ['', 0],
  ])('when it is "%s", it takes %i columns', (text, width) => {
    expect(displayWidth(text)).toBe(width)
  })
})

describe('a table', () => {
  it('when cells differ in width, the columns stand one below the other', () => {
    const rows = [
      ['東京', '5'],
      ['Åsa 🎉', '1200'],
    ]
    expect(renderTable([{ title: 'name' }, { title: 'count', align: 'right' }], rows)).toEqual([
      ' name   | count',
      '--------+-------',
      ' 東京   |     5',
      ' Åsa 🎉 |  1200',
    ])
  })
})

describe('a line of a log', () => {
  it('when it is JSON of our logger, it is shown as a person reads it', () => {
    const line = '{"level":40,"time":"2026-01-02T03:04:05.678Z","name":"order","msg":"slow","orderId":"o1","tries":2}'
    expect(readableLine(line)).toEqual({ level: 'warn', text: '03:04:05.678 warn  slow orderId=o1 tries=2' })
  })

  it('when it is a request, it is short', () => {
    const request = '"method":"POST","route":"/orders/:id","status":202,"durationMs":1.5,"requestId":"r1","userId":"u1"'
    const line = `{"level":"info","time":"2026-01-02T03:04:05.678Z","name":"order","msg":"request",${request}}`
    expect(readableLine(line).text).toBe('03:04:05.678 info  POST /orders/:id 202 1.5 ms userId=u1')
  })

  it('when it is anything else, it stays as it is', () => {
    for (const line of ['hello', '{"a":1}', '{broken'])
      expect(readableLine(line)).toEqual({ level: undefined, text: line })
  })

  it('when it is written, its resource stands before it', () => {
    const written: string[] = []
    const log = createConsoleLog({
      names: ['order', 'payment'],
      write: (text) => written.push(text),
      paint: createPaint(false),
    })
    log('order', { stream: 'stdout', text: 'hello' })
    log('payment', { stream: 'apphost', text: 'was killed by SIGKILL' })
    expect(written).toEqual(['order   | hello\n', 'payment | * was killed by SIGKILL\n'])
  })

  it('when it is written to a terminal, the name is coloured', () => {
    const written: string[] = []
    const log = createConsoleLog({ names: ['order'], write: (text) => written.push(text), paint: createPaint(true) })
    log('order', { stream: 'stderr', text: 'a stack trace' })
    expect(written).toEqual(['\x1b[36morder\x1b[0m \x1b[90m|\x1b[0m \x1b[31ma stack trace\x1b[0m\n'])
  })
})
