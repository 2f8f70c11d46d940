import type { AppHost } from '@waybill/apphost'
import { databaseFigures } from './database-figures.ts'
import { heapAfterCollection } from './heap.ts'
import { parentsOfAll, processFigures } from './process-figures.ts'

const databases = ['order', 'payment', 'notification', 'ewallet', 'production', 'invoice', 'mailbox']

/** All that is counted at one moment. A process whose inspector does not answer has no heap in this sample. */
export async function takeSample(
  host: AppHost,
  inspectors: ReadonlyMap<string, string>,
): Promise<Record<string, number>> {
  const values: Record<string, number> = {}
  const parents = parentsOfAll()
  for (const name of host.names) {
    const { pid = 0, restarts } = host.resource(name)
    const { rssMb, files } = processFigures(pid, parents)
    Object.assign(values, { [`${name} rss MB`]: rssMb, [`${name} files`]: files, [`${name} restarts`]: restarts })
    const inspector = inspectors.get(name)
    if (inspector)
      await heapAfterCollection(inspector).then(
        (mb) => (values[`${name} heap MB`] = mb),
        () => {},
      )
  }
  const connectionString = host.resource('order').environment().ConnectionStrings__order ?? ''
  return { ...values, ...(await databaseFigures(connectionString, databases)) }
}
