import { join, resolve } from 'node:path'

/** The checkout that this app host belongs to. */
export const repositoryRoot = resolve(import.meta.dirname, '../../..')

/** Where the app host keeps what must last, unless it is told otherwise. */
export const dataFolderInCheckout = join(repositoryRoot, '.waybill')

/** `WAYBILL_DATA_FOLDER`, for a second system beside the first; else the one in the checkout. */
export const usualDataFolder = (): string => resolve(process.env.WAYBILL_DATA_FOLDER ?? dataFolderInCheckout)
