import { beforeAll, describe, expect, it } from 'vitest'
import { cells } from '../src/cells.ts'
import { describeMatrix, describeRescues, faultsOfCell, violationsOf } from '../src/report.ts'
import { isWorker, percentile } from '../src/rescue.ts'
import { runMatrix, type SystemRun } from '../src/run-matrix.ts'
import { targets } from '../src/targets.ts'

const longestMs = 2_700_000
const seed = Number(process.env.MATRIX_SEED ?? 1)
const systemsAtOnce = Number(process.env.MATRIX_AT_ONCE ?? 3)
const wanted = new RegExp(process.env.MATRIX_CELLS ?? '')
const chosen = cells.filter(({ name }) => wanted.test(name))

let systems: SystemRun[]

beforeAll(async () => {
  const signal = AbortSignal.timeout(longestMs)
  systems = await runMatrix(chosen, systemsAtOnce, { seed, say: console.log, now: () => new Date(), signal })
  const evidence = systems.flatMap(({ evidenceFolder }) => (evidenceFolder ? `evidence: ${evidenceFolder}` : []))
  const rescues = describeRescues(systems.flatMap((each) => each.rescues))
  console.log([`seed ${seed}`, '', ...describeMatrix(targets, systems), '', ...rescues, ...evidence].join('\n'))
}, longestMs + 60_000)

describe('the fault matrix', () => {
  it.each(chosen)(
    'when $target.name meets $fault, then all orders settle in time and every invariant holds',
    (cell) => {
      expect(faultsOfCell(cell.name, systems)).toEqual([])
    },
  )

  it('when all cells are done, then no invariant is violated beside them', () => {
    expect(violationsOf(null, systems)).toEqual([])
  })

  it('when a worker was killed, then what it held goes on within 45 s', () => {
    const rescues = systems.flatMap((each) => each.rescues)
    const killed = chosen.filter(({ fault, target }) => fault === 'kill' && isWorker(target.name))
    expect(killed.filter(({ name }) => !rescues.some(({ cell }) => cell === name))).toEqual([])
    const afterMs = rescues.map((rescue) => rescue.afterMs)
    expect(percentile(afterMs, 0.99)).toBeLessThan(45_000)
  })
})
