import { join } from 'node:path'
import type { AppHostOptions, Overrides } from './app-host-options.ts'
import { createBuilder } from './hosting/builder.ts'
import { inheritedEnvironment } from './inherited-environment.ts'
import { withWhatTheyWaitFor } from './model/in-order.ts'
import { type ProcessPlan, planProcesses } from './model/process-plan.ts'
import { type AppModel, instancesOf, type Values } from './model/resource.ts'
import { repositoryRoot } from './repository-root.ts'
import { waybill } from './topology.ts'

/** The provider answers 3 to 10 s later. */
const usualWebhookDelayMs = { min: 3_000, max: 10_000 }
/** A process that starts again finds its modules compiled: a quarter less of a processor (nodejs.org/api/module.html). */
const compileCache = join(repositoryRoot, 'node_modules/.cache/compiled')

/** The topology of this run, as data. */
export function modelOf({ topology, delays, orderReplicas = 1 }: AppHostOptions): AppModel {
  const builder = createBuilder()
  const settings = { orderReplicas, webhookDelayMs: delays?.webhookMs ?? usualWebhookDelayMs }
  if (topology) topology(builder)
  else waybill(builder, settings)
  return builder.build()
}

/** What a run of it consists of: each part with the names of its processes, one a replica. Nothing is started. */
export function listResources(options: AppHostOptions = {}): { name: string; processes: string[] }[] {
  return modelOf(options).resources.map((spec) => ({ name: spec.name, processes: instancesOf(spec) }))
}

/** What is to be run of it, with every address in place. Throws for a name in `only` that no resource has. */
export function plansOf(
  model: AppModel,
  values: Values,
  options: Pick<AppHostOptions, 'inherited' | 'only'> & { overrides: Overrides | undefined },
): ProcessPlan[] {
  const own = inheritedEnvironment(options.inherited ?? process.env)
  const inherited: Record<string, string> = { NODE_COMPILE_CACHE: compileCache, ...own }
  const plans = planProcesses(model, {
    values,
    node: { command: process.execPath, args: inherited.OTEL_EXPORTER_OTLP_ENDPOINT ? ['--import', telemetry()] : [] },
    pathOf: (folder) => join(repositoryRoot, folder),
    inherited,
    overrides: options.overrides ?? {},
  })
  return options.only ? selectPlans(plans, options.only) : plans
}

function selectPlans(plans: readonly ProcessPlan[], only: readonly string[]): ProcessPlan[] {
  const byName = new Map(plans.map((plan) => [plan.name, plan]))
  const unknown = only.filter((name) => !byName.has(name))
  if (unknown.length > 0)
    throw new Error(`No resource is called ${unknown.join(', ')}. There are: ${[...byName.keys()].join(', ')}`)
  const kept = withWhatTheyWaitFor([...byName.keys()], only, (name) => byName.get(name)?.waitsFor ?? [])
  return plans.filter(({ name }) => kept.includes(name))
}

/** As an address: `--import` of a bare name would be looked up from the service's folder. */
function telemetry(): string {
  return import.meta.resolve('@waybill/telemetry/register')
}
