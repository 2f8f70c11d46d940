import type { ResourceSpec } from '../model/resource.ts'
import type { ResourceBuilder } from './resource-builder.ts'

/** How a kind of resource is put into the topology: `reference` is what others are told of it, where it is more than an address. */
export type AddResource = (
  own: Pick<ResourceSpec, 'name' | 'type' | 'folder'> & Partial<ResourceSpec>,
  reference?: ResourceBuilder['reference'],
) => ResourceBuilder
