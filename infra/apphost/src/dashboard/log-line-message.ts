import type { AppHostLogLine } from '@waybill/contracts'
import { readableLine } from '../screen/readable-line.ts'
import type { LogLineMessage } from './messages.ts'

/** A line as a person reads it. The dashboard takes the time at its beginning for its own column. */
export function logLineMessage({ number, at, stream, text }: AppHostLogLine): LogLineMessage {
  const said = stream === 'apphost' ? `* ${text}` : readableLine(text).text
  return { text: `${at} ${said}`, isStdErr: stream === 'stderr', lineNumber: number }
}
