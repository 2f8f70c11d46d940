import type { FuzzedRequest } from './request-arbitrary.ts'

const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`

/** The request as a line for a shell; a body that is no plain text goes through `base64`. */
export function curlLine({ method, origin, target, headers, body }: FuzzedRequest): string {
  const fields = Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`)
  const call = ['curl -i --path-as-is -X', method, quoted(origin + target), ...fields]
  if (body === undefined) return call.join(' ')
  const text = body.toString()
  if (Buffer.from(text).equals(body) && !/\p{Cc}/u.test(text)) return [...call, '--data-binary', quoted(text)].join(' ')
  return `echo ${body.toString('base64')} | base64 -d | ${[...call, '--data-binary @-'].join(' ')}`
}
