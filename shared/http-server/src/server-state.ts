import type { HttpBindings } from '@hono/node-server'

/** What the process tells each request, as `c.env`. All absent when an app is called without a server. */
export type ServerState = {
  /** True from the moment that the process was asked to stop. */
  isDraining: () => boolean
  /** True while the event loop is late for every request. */
  isOverloaded: () => boolean
}

export type ServerEnv = { Bindings: Partial<HttpBindings & ServerState> }
