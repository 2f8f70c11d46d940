/** What a Node.js process needs of its surroundings, and the switches that are meant for all. */
const inheritedNames =
  /^(PATH|HOME|USER|LOGNAME|SHELL|TMPDIR|TMP|TEMP|TZ|LANG|LC_\w+|SystemRoot|NODE_EXTRA_CA_CERTS|LOG_LEVEL|NO_COLOR|OTEL_\w+)$/

/**
 * The part of our environment that every process gets. All else stays outside, so that an `AWS_PROFILE` or a `PGHOST` of
 * the developer changes nothing: what a process is told stands in the topology.
 */
export function inheritedEnvironment(environment: Record<string, string | undefined>): Record<string, string> {
  const entries = Object.entries(environment).filter(
    ([name, value]) => inheritedNames.test(name) && value !== undefined,
  )
  return Object.fromEntries(entries) as Record<string, string>
}
