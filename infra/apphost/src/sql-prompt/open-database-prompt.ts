import { readerRole } from '../hosting/ensure-reader.ts'
import { usualDataFolder } from '../repository-root.ts'
import { pathsIn } from '../state/data-folder.ts'
import { readJsonFile } from '../state/json-file.ts'
import { readRunFile } from '../state/run-file.ts'
import { type PromptOptions, runSqlPrompt } from './run-sql-prompt.ts'

type Options = { dataFolder?: string } & Partial<Pick<PromptOptions, 'input' | 'output'>>

/** The prompt of `npm run db` on the system that runs from this checkout; answers the exit code, never rejects. */
export async function openDatabasePrompt(args: readonly string[], options: Options = {}): Promise<number> {
  const { dataFolder = usualDataFolder(), input = process.stdin, output = process.stdout } = options
  try {
    const addressOf = readerAddresses(dataFolder)
    if (addressOf) return await runSqlPrompt({ args, addressOf, input, output })
    output.write('Waybill does not run: start it with npm start.\n')
  } catch (error) {
    output.write(`The database cannot be reached: ${(error as Error).message}\n`)
  }
  return 1
}

/** The addresses of the databases for the role that may only read; undefined while nothing runs. */
function readerAddresses(dataFolder: string): ((database: string) => string) | undefined {
  const paths = pathsIn(dataFolder)
  const port = readRunFile(paths.runFile)?.ports.postgres
  if (port === undefined) return undefined
  const password = encodeURIComponent(String(readJsonFile(paths.secrets)?.databaseReaderPassword))
  return (database) => `postgresql://${readerRole}:${password}@127.0.0.1:${port}/${database}`
}
