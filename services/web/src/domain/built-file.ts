/** A file of the built front end, as it is and as the build compressed it. */
export type BuiltFile = {
  name: string
  contentType: string
  /** Of what it says, whatever its encoding. */
  hash: string
  bytes: Uint8Array<ArrayBuffer>
  encoded: { br?: Uint8Array<ArrayBuffer>; gzip?: Uint8Array<ArrayBuffer> }
}

export type FilePart = { bytes: Uint8Array<ArrayBuffer>; headers: Record<string, string>; isSame: boolean }
type Asked = { acceptEncoding: string | undefined; ifNoneMatch: string | undefined }

const forEver = 'public, max-age=31536000, immutable'

/** The answer to a request for a file: the smallest that the browser reads, or that it has it already. */
export function partOf(file: BuiltFile, { acceptEncoding = '', ifNoneMatch = '' }: Asked): FilePart {
  const coding = (['br', 'gzip'] as const).find((name) => file.encoded[name] && accepts(acceptEncoding, name))
  // RFC 9110, 8.8.3.3: each encoding is a representation of its own.
  const tag = `"${file.hash}${coding === undefined ? '' : `-${coding}`}"`
  const isCompressible = Object.keys(file.encoded).length > 0
  return {
    bytes: (coding && file.encoded[coding]) ?? file.bytes,
    isSame: ifNoneMatch.split(',').some((one) => ['*', tag, `W/${tag}`].includes(one.trim())),
    headers: {
      'Content-Type': file.contentType,
      'Cache-Control': file.name.startsWith('assets/') ? forEver : 'no-cache',
      ETag: tag,
      ...(isCompressible && { Vary: 'Accept-Encoding' }),
      ...(coding && { 'Content-Encoding': coding }),
    },
  }
}

/** RFC 9110, 12.5.3, as far as browsers use it: named, and not refused by `q=0`. */
function accepts(header: string, coding: string): boolean {
  return header.split(',').some((entry) => {
    const [name = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase())
    return name === coding && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))
  })
}
