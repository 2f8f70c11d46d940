import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { BuildPlan, Launch } from '../model/process-plan.ts'
import { fingerprintOf } from './fingerprint.ts'
import { replaceFolder } from './replace-folder.ts'

/** Stands in the output and says which sources it is made of. */
const stampName = '.built-from'

/**
 * Builds unless the output is of these very sources; true when it did. The output is replaced as a whole and only by a
 * finished one, so that app hosts which build at the same time are in nobody's way. Rejects when the command fails.
 */
export async function buildIfChanged(plan: BuildPlan, run: (launch: Launch) => Promise<void>): Promise<boolean> {
  const fingerprint = fingerprintOf(plan.sources)
  if (stampOf(plan.output) === fingerprint) return false
  const workshop = makeWorkshop(plan.output)
  try {
    const finished = join(workshop, 'finished')
    await run(plan.launch(finished))
    writeFileSync(join(finished, stampName), fingerprint)
    replaceFolder(finished, plan.output)
    return true
  } finally {
    rmSync(workshop, { recursive: true, force: true })
  }
}

function stampOf(folder: string): string | undefined {
  try {
    return readFileSync(join(folder, stampName), 'utf8')
  } catch {
    return undefined
  }
}

/** Where git and the other tools do not look, and on the file system of the output. */
function makeWorkshop(output: string): string {
  const modules = join(dirname(output), 'node_modules')
  mkdirSync(modules, { recursive: true })
  return mkdtempSync(join(modules, '.build-'))
}
