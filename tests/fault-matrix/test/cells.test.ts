import { listResources } from '@waybill/apphost'
import { linkPlans, webLinkPlans } from '@waybill/chaos'
import { describe, expect, it } from 'vitest'
import { cells } from '../src/cells.ts'
import { linksOf } from '../src/links-of.ts'
import { stages } from '../src/stages.ts'
import { targets } from '../src/targets.ts'

const links = [...linkPlans, ...webLinkPlans].map(({ from, to }) => ({ name: `${from}→${to}` }))
const faults = ['blackhole', 'kill', 'reset', 'slow', 'stop', 'term']

describe('the cells of the fault matrix', () => {
  it('when the app host runs a process, then it is in the matrix under every fault', () => {
    for (const { name } of listResources()) {
      const his = cells.filter(({ target }) => target.name === name).map(({ fault }) => fault)
      expect(his.toSorted(), name).toEqual(faults)
    }
  })

  it.each(targets)('when the network of $name is disturbed, then it has ways that can be', (target) => {
    expect(linksOf(links, target)).not.toEqual([])
  })

  it('when a part has replicas, then a fault hits all of them', () => {
    expect(targets.find(({ name }) => name === 'order')?.processes).toEqual(['order', 'order-2'])
  })

  it('when a listener and its service have similar names, then each has ways of its own', () => {
    const namesOf = (name: string) => linksOf(links, { name, processes: [name] }).map((link) => link.name)
    expect(namesOf('production')).toEqual(['production-listener→production', 'production→postgres'])
  })

  it('when a stage has gates, then there are such ways', () => {
    const names = links.map(({ name }) => name)
    expect(stages.flatMap(({ gates }) => gates).filter((gate) => !names.includes(gate))).toEqual([])
  })
})
