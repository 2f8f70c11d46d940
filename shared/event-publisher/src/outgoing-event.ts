export type OutgoingEvent = {
  /** The caller's name for it in the answer; not sent. */
  id: string
  /** The message as receivers get it: see `toAsciiJson`. */
  body: string
  /** `eventType` among them: by it the subscriptions choose. */
  attributes: Record<string, string>
}

const maxBodyBytes = 64 * 1024
const maxAttributes = 10 // SNS drops a raw message with more in silence (docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html)

/** Why nobody should send this event, or undefined. */
export function faultInEvent({ body, attributes }: OutgoingEvent): string | undefined {
  const bodyBytes = Buffer.byteLength(body)
  if (bodyBytes === 0) return 'the body is empty'
  if (bodyBytes > maxBodyBytes) return `the body has ${bodyBytes} bytes, ${maxBodyBytes} are allowed`
  const names = Object.keys(attributes)
  if (names.length > maxAttributes) return `${names.length} attributes, ${maxAttributes} are allowed`
  if (attributes.eventType === undefined) return 'without the attribute eventType no queue would get it'
  const empty = names.find((name) => attributes[name] === '')
  return empty === undefined ? undefined : `the attribute ${empty} is empty`
}

/** The bytes that SNS counts for it: the body, and of each attribute name, type and value. */
export function sizeInBytes({ body, attributes }: OutgoingEvent): number {
  const sizes = Object.entries(attributes).map(([name, value]) => Buffer.byteLength(`${name}String${value}`))
  return sizes.reduce((sum, size) => sum + size, Buffer.byteLength(body))
}
