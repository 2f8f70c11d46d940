import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import {
  boolean,
  commaList,
  connectionString,
  integer,
  logLevel,
  milliseconds,
  port,
  secretList,
  url,
} from '../src/schemas.ts'

const key = 'a-key-of-16-chars'

const accepted: [string, z.ZodType, string, unknown][] = [
  ['port', port, '0', 0],
  ['port', port, '65535', 65_535],
  ['integer', integer({ min: -5, max: 5 }), '-5', -5],
  ['milliseconds', milliseconds, '2147483647', 2_147_483_647],
  ['boolean', boolean, 'true', true],
  ['boolean', boolean, '1', true],
  ['boolean', boolean, 'false', false],
  ['boolean', boolean, '0', false],
  ['logLevel', logLevel, 'silent', 'silent'],
  ['url', url, 'http://127.0.0.1:3002', 'http://127.0.0.1:3002'],
  ['url', url, 'https://pay.example.com/base', 'https://pay.example.com/base'],
  ['connectionString', connectionString, 'postgres://u:p%40@db:5432/order', 'postgres://u:p%40@db:5432/order'],
  [
    'connectionString',
    connectionString,
    'postgresql://db/order?sslmode=require',
    'postgresql://db/order?sslmode=require',
  ],
  ['commaList', commaList(), ' a, b ,c', ['a', 'b', 'c']],
  ['secretList', secretList, `${key}, ${key}2`, [key, `${key}2`]],
]

const refused: [string, z.ZodType, string][] = [
  ...['-1', '65536', '1e3', '0x10', '80.5', ' 80', '80 ', 'NaN', '٣', '9'.repeat(40)].map(
    (text): [string, z.ZodType, string] => ['port', port, text],
  ),
  ['integer', integer({ min: 2, max: 5 }), '1'],
  ['integer', integer({ min: 2, max: 5 }), '6'],
  ['milliseconds', milliseconds, '2147483648'],
  ['boolean', boolean, 'yes'],
  ['boolean', boolean, 'TRUE '],
  ['logLevel', logLevel, 'verbose'],
  ['url', url, 'payment:3002'],
  ['url', url, '/relative'],
  ['url', url, 'file:///etc/passwd'],
  ['url', url, 'http://user:pw@host'],
  ['connectionString', connectionString, 'Host=db;Database=order'],
  ['connectionString', connectionString, 'postgres://db'],
  ['connectionString', connectionString, 'postgres:///order'],
  ['connectionString', connectionString, 'http://db/order'],
  ['commaList', commaList(), 'a,,b'],
  ['commaList', commaList(), 'a,b,a'],
  ['commaList', commaList(), ','],
  ['secretList', secretList, `${key},short`],
  ['secretList', secretList, `${key},${key}`],
  ['secretList', secretList, 'sixteen chars with blanks'],
]

describe('a schema', () => {
  it.each(accepted)('when %s reads %4$j, it gives the value', (_, schema, text, value) => {
    expect(schema.parse(text)).toEqual(value)
  })

  it.each(refused)('when %s reads a wrong value, it refuses without repeating it', (_, schema, text) => {
    const { success, error } = schema.safeParse(text)
    expect(success).toBe(false)
    for (const { message } of error?.issues ?? []) expect(message).toMatch(/^must /)
  })
})
