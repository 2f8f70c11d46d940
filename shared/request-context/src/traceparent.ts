const pattern = /^(?!ff)([\da-f]{2})-(?!0{32})([\da-f]{32})-(?!0{16})[\da-f]{16}-([\da-f]{2})(-.*)?$/

// The only flags that version 00 knows: sampled (1) and random trace id (2). The others must be sent as zero.
const knownFlags = 0b11
const sampled = '01'

/**
 * The traceparent of this request: the caller's trace with a span id of our own, or a new trace if the header is
 * missing or odd. W3C Trace Context, level 2, section 3.2: a higher version is read by its first four fields.
 */
export function acceptTraceparent(header: string | undefined, random: () => number): string {
  const [, version, traceId, flags, more] = header?.match(pattern) ?? []
  const understood = traceId !== undefined && flags !== undefined && !(version === '00' && more !== undefined)
  if (!understood) return `00-${hexId(32, random)}-${hexId(16, random)}-${sampled}`
  const kept = Number.parseInt(flags, 16) & knownFlags
  return `00-${traceId}-${hexId(16, random)}-0${kept}`
}

/** The same trace with a new span id: what a call to a neighbour carries. */
export function childTraceparent(traceparent: string, random: () => number): string {
  return `${traceparent.slice(0, 36)}${hexId(16, random)}${traceparent.slice(52)}`
}

function hexId(length: 16 | 32, random: () => number): string {
  const words = Array.from({ length: length / 8 }, () => Math.floor(random() * 2 ** 32))
  const id = words.map((word) => word.toString(16).padStart(8, '0')).join('')
  return /^0+$/.test(id) ? id.replace(/0$/, '1') : id // all zeros means "no id"
}
