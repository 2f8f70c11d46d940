import { PortChoiceError } from '../ports/port-plan.ts'
import { PortsTaken } from '../reserve-ports.ts'
import { AlreadyRunning } from '../state/run-file.ts'
import { NotHealthy } from '../supervisor/supervisor.ts'

/** Why the app host did not start, for a person: a stack trace only where we did not foresee the fault. */
export function explain(error: Error): string {
  if (error instanceof NotHealthy) return explainNotHealthy(error)
  const isForeseen = error instanceof PortsTaken || error instanceof PortChoiceError || error instanceof AlreadyRunning
  return isForeseen ? error.message : `Waybill was not started: ${error.stack ?? error.message}`
}

function explainNotHealthy({ message, tail }: NotHealthy): string {
  const lastWords = tail.map((line) => `  ${line}`)
  const advice = 'All it wrote is in .waybill/logs. Where the data is at fault, npm run reset wipes it.'
  return [`Waybill was not started: ${message}. What it wrote last:`, ...lastWords, advice].join('\n')
}
