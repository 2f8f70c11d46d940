import type { Logger } from '@waybill/logger'

const nothing = () => {}

/** A logger that writes nothing. */
export const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing } as unknown as Logger
