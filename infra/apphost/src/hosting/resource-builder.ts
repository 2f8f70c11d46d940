import type {
  BuildSpec,
  CommandSpec,
  EndpointSpec,
  Parameter,
  Referable,
  ResourceSpec,
  Values,
} from '../model/resource.ts'

type Value = string | number | Parameter | ((values: Values) => string)

/** Aspire's verbs on one resource; each returns the same builder. */
export type ResourceBuilder = Referable & {
  /** What this resource is told of another, under Aspire's names. Says nothing about the order of starting. */
  withReference: (other: Referable) => ResourceBuilder
  /** One variable: a text, a secret by its parameter, or a function of addresses. */
  withEnvironment: (name: string, value: Value) => ResourceBuilder
  /** Starts after the other is healthy, and stops before it. */
  waitFor: (other: Referable) => ResourceBuilder
  /** Its port on 127.0.0.1, told to the process as `PORT`. */
  withHttpEndpoint: (port: number) => ResourceBuilder
  /** A further port, told to the process as `variable`. */
  withEndpoint: (endpoint: EndpointSpec) => ResourceBuilder
  /** Healthy while this path answers 200. */
  withHttpHealthCheck: (path: string) => ResourceBuilder
  /** So many processes of the same program, each on a port of its own; the second is called `<name>-2`. */
  withReplicas: (count: number) => ResourceBuilder
  /** Built before it starts, where the output is missing or made of other sources. What the build writes is in its log. */
  withBuild: (build: BuildSpec) => ResourceBuilder
  /** Something that an operator can do to it at the control address. */
  withCommand: (name: string, title: string, run: CommandSpec['run']) => ResourceBuilder
  /** A page that a person will want, for the printed table. */
  withUrl: (title: string, path: string) => ResourceBuilder
  /** How long a graceful stop may take before SIGKILL. */
  withStopLimit: (limitMs: number) => ResourceBuilder
  /** Done each time it has started, before those that wait for it start. */
  onResourceReady: (run: NonNullable<ResourceSpec['onReady']>) => ResourceBuilder
}

/** The verbs write into `spec`. Others are told of it by Aspire's service discovery, unless `reference` says otherwise. */
export function createResourceBuilder(spec: ResourceSpec, reference?: Referable['reference']): ResourceBuilder {
  const builder: ResourceBuilder = {
    resource: spec.name,
    reference: reference ?? ((values) => serviceDiscovery(spec, values)),
    withReference: (other) => also(() => spec.environment.push((values) => other.reference(values))),
    withEnvironment: (name, value) =>
      also(() => spec.environment.push((values) => ({ [name]: textOf(value, values) }))),
    waitFor: (other) => also(() => spec.waitsFor.push(other.resource)),
    withHttpEndpoint: (port) =>
      also(() => spec.endpoints.push({ name: 'http', scheme: 'http', port, variable: 'PORT' })),
    withEndpoint: (endpoint) => also(() => spec.endpoints.push(endpoint)),
    withHttpHealthCheck: (path) => also(() => Object.assign(spec, { health: { kind: 'http', path } })),
    withReplicas: (replicas) => also(() => Object.assign(spec, { replicas })),
    withBuild: (build) => also(() => Object.assign(spec, { build })),
    withCommand: (name, title, run) => also(() => spec.commands.push({ name, title, run })),
    withUrl: (title, path) => also(() => spec.links.push({ title, path })),
    withStopLimit: (stopLimitMs) => also(() => Object.assign(spec, { stopLimitMs })),
    onResourceReady: (onReady) => also(() => Object.assign(spec, { onReady })),
  }
  const also = (change: () => unknown): ResourceBuilder => {
    change()
    return builder
  }
  return builder
}

/** `services__<name>__<endpoint>__<replica>`; a hyphen has no place in the name of a variable. */
function serviceDiscovery(spec: ResourceSpec, values: Values): Record<string, string> {
  const service = spec.name.replaceAll('-', '')
  return Object.fromEntries(
    spec.endpoints.flatMap(({ name }) =>
      values.urlsOf(spec.name, name).map((url, replica) => [`services__${service}__${name}__${replica}`, url]),
    ),
  )
}

function textOf(value: Value, values: Values): string {
  if (typeof value === 'function') return value(values)
  return typeof value === 'object' ? values.secret(value.parameter) : String(value)
}
