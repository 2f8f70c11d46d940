import { describe, expect, it } from 'vitest'
import { readArguments } from '../src/sql-prompt/read-arguments.ts'
import { renderResult, type SqlResult } from '../src/sql-prompt/render-result.ts'
import { splitStatements } from '../src/sql-prompt/split-statements.ts'
import { createSqlSession } from '../src/sql-prompt/sql-session.ts'

const oneRow: SqlResult = {
  command: 'SELECT',
  rowCount: 1,
  fields: [
    { name: 'name', dataTypeID: 25 },
    { name: 'total', dataTypeID: 20 },
  ],
  rows: [['Åsa', '1299']],
}

describe('splitting statements', () => {
  it.each([
    ['select 1; select 2;', ['select 1', 'select 2'], ''],
    ["select ';' as a; select", ["select ';' as a"], ' select'],
    [`select "a;b" from t;`, [`select "a;b" from t`], ''],
    ["select 'it''s; fine';", ["select 'it''s; fine'"], ''],
    ['select $tag$ ; $$ ; $tag$;', ['select $tag$ ; $$ ; $tag$'], ''],
    ['select 1 -- not; here\n;', ['select 1 -- not; here'], ''],
    ['/* not; here */ select 1;', ['/* not; here */ select 1'], ''],
    ["select 'open; ", [], "select 'open; "],
    [';;', [], ''],
  ])('when the text is %s, only semicolons between statements count', (text, statements, rest) => {
    expect(splitStatements(text)).toEqual({ statements, rest })
  })
})

describe('showing a result', () => {
  it('when there are rows, numbers stand right and the rows are counted', () => {
    expect(renderResult(oneRow, false)).toEqual([' name | total', '------+-------', ' Åsa  |  1299', '(1 row)'])
  })

  it('when it is expanded, each row is a list of its columns', () => {
    expect(renderResult(oneRow, true).slice(0, 4)).toEqual([
      ' row 1 |',
      '-------+------',
      ' name  | Åsa',
      ' total | 1299',
    ])
  })

  it('when a value is null or holds control characters, that is shown and not sent to the terminal', () => {
    const lines = renderResult({ ...oneRow, rows: [['two\nlines \x1b[31mred', null]] }, false)
    expect(lines[2]).toBe(' two↵lines \\x1b[31mred |  null')
  })

  it('when nothing comes back, the command is named', () => {
    expect(renderResult({ command: 'SET', rowCount: null, fields: [], rows: [] }, false)).toEqual(['SET'])
  })
})

describe('a session', () => {
  function session(answer: (text: string) => SqlResult = () => oneRow) {
    const asked: string[] = []
    const written: string[] = []
    const query = async (text: string) => {
      asked.push(text)
      return answer(text)
    }
    return { asked, written, ...createSqlSession({ query, write: (line) => written.push(line) }) }
  }

  it('when a statement goes over several lines, it is run at its semicolon', async () => {
    const { asked, takeLine, isPending } = session()
    await takeLine('select *')
    expect([asked.length, isPending()]).toEqual([0, true])
    await takeLine('from orders;')
    expect([asked, isPending()]).toEqual([['select *\nfrom orders'], false])
  })

  it('when a statement fails, the error is shown and the next one is run', async () => {
    const { written, takeLine, failures } = session((text) => {
      if (text === 'bad')
        throw Object.assign(new Error('syntax error at or near "bad"'), { position: '1', hint: 'Write good.' })
      return oneRow
    })
    await takeLine('bad; good;')
    expect(written[0]).toBe('ERROR: syntax error at or near "bad" (at character 1)\nHINT: Write good.')
    expect(written.at(-1)).toBe('(1 row)')
    expect(failures()).toBe(1)
  })

  it('when the input ends without a semicolon, what is left is run', async () => {
    const { asked, takeLine, finish } = session()
    await takeLine('select 1')
    await finish()
    expect(asked).toEqual(['select 1'])
  })

  it('when a backslash command is not known, it says so; \\q ends', async () => {
    const { written, takeLine } = session()
    expect(await takeLine('\\copy')).toBe('more')
    expect(written).toEqual(['There is no command \\copy; \\? lists them.'])
    expect(await takeLine('\\q')).toBe('quit')
  })
})

describe('the arguments', () => {
  it.each([
    [[], { database: undefined, command: undefined }],
    [['order'], { database: 'order', command: undefined }],
    [['e-wallet'], { database: 'ewallet', command: undefined }],
    [['order', '-c', 'select 1'], { database: 'order', command: 'select 1' }],
    [['-c', 'select 1', 'order'], { database: 'order', command: 'select 1' }],
  ])('when they are %j, database and statement are found', (args, expected) => {
    expect(readArguments(args)).toEqual(expected)
  })
})
