import { type AppModel, instancesOf, type Values } from '../model/resource.ts'
import { controlKey, type Ports, portNeeds } from './port-plan.ts'

/** The addresses and secrets of this run, as the topology asks for them. Asking for what does not exist throws. */
export function valuesOf(model: AppModel, ports: Ports, secrets: Record<string, string>, dataFolder: string): Values {
  const needs = portNeeds(model)
  const portsOf = (resource: string, endpoint = 'http'): number[] => {
    const spec = model.resources.find(({ name }) => name === resource)
    const instances = spec ? instancesOf(spec) : []
    const found = instances.map((instance) =>
      needs.find((need) => need.instance === instance && need.endpoint === endpoint),
    )
    if (found.length === 0 || found.includes(undefined)) throw new Error(`${resource} has no endpoint "${endpoint}"`)
    return found.flatMap((need) => (need ? [ports[need.key] ?? need.defaultPort] : []))
  }
  const urlsOf = (resource: string, endpoint = 'http'): string[] => {
    const scheme = model.resources
      .find(({ name }) => name === resource)
      ?.endpoints.find(({ name }) => name === endpoint)?.scheme
    return portsOf(resource, endpoint).map((port) => `${scheme}://127.0.0.1:${port}`)
  }
  const secret = (parameter: string): string => {
    const value = secrets[parameter]
    if (value === undefined) throw new Error(`There is no parameter "${parameter}"`)
    return value
  }
  const appHost = { url: `http://127.0.0.1:${ports[controlKey]}`, key: secrets.controlKey ?? '' }
  return { portsOf, urlsOf, secret, appHost, dataFolder }
}
