import type { Waiting } from '@waybill/contracts'
import { formatDuration } from '../../format/time.ts'

/** How long the oldest has waited, in words; undefined when none waits. */
export const oldest = ({ oldestSeconds }: Waiting): string | undefined =>
  oldestSeconds === null ? undefined : `oldest ${formatDuration(oldestSeconds)}`
