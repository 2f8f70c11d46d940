import type { CommandSpec, Values } from './resource.ts'
import { type AppModel, instancesOf, type ResourceSpec } from './resource.ts'

export type HealthProbe = { kind: 'http'; url: string } | { kind: 'postgres'; connectionString: string }

/** All that the supervisor must know to run one process. */
export type ProcessPlan = {
  name: string
  type: ResourceSpec['type']
  command: string
  args: string[]
  cwd: string
  /** Asked at each start: what it waits for is ready by then. Throws for what is not. */
  environment: () => Record<string, string>
  urls: Record<string, string>
  links: { title: string; url: string }[]
  health: HealthProbe | undefined
  onReady: () => Promise<void>
  waitsFor: string[]
  commands: CommandSpec[]
  stopLimitMs: number
}

export type PlanSettings = {
  values: Values
  /** The Node.js program and what it is given before the program's path. */
  node: { command: string; args: string[] }
  pathOf: (folder: string) => string
  /** What every process gets, weaker than the topology. */
  inherited: Record<string, string>
  /** By resource, `*` for all; stronger than the topology. */
  overrides: Record<string, Record<string, string>>
}

/** One plan per process, in the order of the topology, with every address and secret in place. */
export function planProcesses(model: AppModel, settings: PlanSettings): ProcessPlan[] {
  return model.resources.flatMap((spec) =>
    instancesOf(spec).map((instance, replica) => planOf(model, spec, instance, replica, settings)),
  )
}

function planOf(
  model: AppModel,
  spec: ResourceSpec,
  instance: string,
  replica: number,
  settings: PlanSettings,
): ProcessPlan {
  const { values, node, pathOf } = settings
  const urls = Object.fromEntries(
    spec.endpoints.map(({ name }) => [name, values.urlsOf(spec.name, name)[replica] ?? '']),
  )
  const cwd = pathOf(spec.folder)
  return {
    name: instance,
    type: spec.type,
    command: node.command,
    args: [...node.args, `${cwd}/src/main.ts`],
    cwd,
    environment: () => environmentOf(spec, instance, replica, settings),
    urls,
    links: spec.links.map(({ title, path }) => ({ title, url: `${urls.http ?? ''}${path}` })),
    health: probeOf(spec, urls, values),
    onReady: async () => spec.onReady?.(values),
    waitsFor: model.resources.filter(({ name }) => spec.waitsFor.includes(name)).flatMap(instancesOf),
    commands: spec.commands,
    stopLimitMs: spec.stopLimitMs,
  }
}

function environmentOf(
  spec: ResourceSpec,
  instance: string,
  replica: number,
  settings: PlanSettings,
): Record<string, string> {
  const { values, inherited, overrides } = settings
  const ports = spec.endpoints.map(({ name, variable }) => [variable, String(values.portsOf(spec.name, name)[replica])])
  return Object.assign(
    { ...inherited, OTEL_SERVICE_NAME: spec.name, OTEL_RESOURCE_ATTRIBUTES: `service.instance.id=${instance}` },
    { HOST: '127.0.0.1', ...Object.fromEntries(ports) },
    ...spec.environment.map((source) => source(values)),
    overrides['*'],
    overrides[spec.name],
    overrides[instance],
  )
}

function probeOf(spec: ResourceSpec, urls: Record<string, string>, values: Values): HealthProbe | undefined {
  if (spec.health?.kind === 'http') return { kind: 'http', url: `${urls.http ?? ''}${spec.health.path}` }
  if (spec.health?.kind === 'postgres')
    return { kind: 'postgres', connectionString: spec.health.connectionString(values) }
  return undefined
}
