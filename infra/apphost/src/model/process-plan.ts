import type { BuildSpec, CommandSpec, Values } from './resource.ts'
import { type AppModel, instancesOf, type ResourceSpec } from './resource.ts'

export type HealthProbe = { kind: 'http'; url: string } | { kind: 'postgres'; connectionString: string }

/** A command to be run. */
export type Launch = {
  command: string
  args: string[]
  cwd: string
  /** Asked at each start: what it waits for is ready by then. Throws for what is not. */
  environment: () => Record<string, string>
}

/** Absolute paths; what the build writes into the folder that it is given becomes `output`. */
export type BuildPlan = { launch: (folder: string) => Launch; sources: string[]; output: string }

/** All that the supervisor must know to run one process. */
export type ProcessPlan = Launch & {
  name: string
  type: ResourceSpec['type']
  /** Done before it is started. */
  build: BuildPlan | undefined
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
  /** The Node.js program, and what it is given before the path of a service's program. */
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
    // Telemetry is of services: the emulator's own spans, one for each poll, would hide theirs.
    args: [...(spec.type === 'service' ? node.args : []), `${cwd}/src/main.ts`],
    cwd,
    environment: () => environmentOf(spec, instance, replica, settings),
    build: spec.build && buildOf(spec.build, cwd, settings),
    urls,
    links: spec.links.map(({ title, path }) => ({ title, url: `${urls.http ?? ''}${path}` })),
    health: probeOf(spec, urls, values),
    onReady: async () => spec.onReady?.(values),
    waitsFor: model.resources.filter(({ name }) => spec.waitsFor.includes(name)).flatMap(instancesOf),
    commands: spec.commands,
    stopLimitMs: spec.stopLimitMs,
  }
}

/** Without what a service is told: what is built is the same for every run. */
function buildOf({ command, sources, output }: BuildSpec, cwd: string, settings: PlanSettings): BuildPlan {
  const { node, pathOf, inherited } = settings
  return {
    launch: (folder) => ({
      command: node.command,
      args: command(folder),
      cwd,
      environment: () => ({ ...inherited, NO_COLOR: '1' }),
    }),
    sources: sources.map(pathOf),
    output: `${cwd}/${output}`,
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
