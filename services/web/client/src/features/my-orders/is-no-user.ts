import { Problem } from '../../format/failure.ts'

/** The server's word on a user id that is none. */
export const isNoUser = (error: unknown): boolean =>
  error instanceof Problem &&
  error.status === 400 &&
  (error.document?.errors?.some(({ path }) => path === 'param.userId') ?? false)
