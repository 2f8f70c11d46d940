// Prints `N passed, N failed, N skipped` from the results that vitest's JSON reporter wrote.
import { existsSync, readFileSync } from 'node:fs'

type Results = { testResults: { status: string; assertionResults: { status: string }[] }[] }

/** A file that failed without a failed test (it could not be loaded, or a hook threw) counts as one failed test. */
function countTests({ testResults }: Results) {
  const statuses = testResults.flatMap(({ status, assertionResults: tests }) => {
    const failedAsAWhole = status === 'failed' && tests.every((test) => test.status !== 'failed')
    return [...tests.map((test) => test.status), ...(failedAsAWhole ? ['failed'] : [])]
  })
  const passed = statuses.filter((status) => status === 'passed').length
  const failed = statuses.filter((status) => status === 'failed').length
  return { passed, failed, skipped: statuses.length - passed - failed }
}

if (import.meta.main) {
  const [file = ''] = process.argv.slice(2)
  const results: Results = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { testResults: [] }
  const { passed, failed, skipped } = countTests(results)
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0
}
