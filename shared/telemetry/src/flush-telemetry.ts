type Provider = { forceFlush: () => Promise<void> }

let registered: readonly Provider[] = []

/** Makes `flushTelemetry` send what these hold back. */
export function flushOnRequest(providers: readonly Provider[]): void {
  registered = providers
}

/**
 * Sends what is still waiting: the last step before a process ends. Takes at most `timeoutMs` and never fails, for a
 * collector that is down must not keep anyone from stopping. Without telemetry it does nothing.
 */
export async function flushTelemetry({ timeoutMs = 2_000 } = {}): Promise<void> {
  if (registered.length === 0) return
  const late = new Promise((resolve) => setTimeout(resolve, timeoutMs).unref())
  await Promise.race([Promise.allSettled(registered.map((provider) => provider.forceFlush())), late])
}
