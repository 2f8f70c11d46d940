import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plantWorkspace, root, runTool } from './plant.ts'
import { plantedFaults } from './planted-faults.ts'
import { soundTree } from './sound-tree.ts'

type Rule = { name: string }
type Violation = { from: string; rule: Rule; cycle?: { name: string }[] }
type Summary = { violations: Violation[]; ruleSetUsed: { forbidden: Rule[] } }

const vendors = {
  dependencies: ['@aws-sdk/client-sns', 'hono', 'kysely', 'nodemailer', 'pg', 'undici', 'zod'],
  devDependencies: ['dev-only'],
  undeclared: ['undeclared'],
}
const plantedFiles = Object.entries(plantedFaults).flatMap(([rule, files]) =>
  Object.keys(files).map((file) => ({ rule, file })),
)
const workspace = plantWorkspace(Object.assign({}, soundTree, ...Object.values(plantedFaults)), vendors)
let summary: Summary

beforeAll(async () => {
  const options = ['--config', `${root}/.dependency-cruiser.js`, '--output-type', 'json']
  const { said } = await runTool(workspace.folder, 'dependency-cruiser/bin/dependency-cruiser.mjs', '.', ...options)
  summary = JSON.parse(said).summary
})
afterAll(() => workspace.remove())

function rulesBrokenBy(file: string) {
  const his = summary.violations.filter(
    ({ from, cycle = [] }) => from === file || cycle.some(({ name }) => name === file),
  )
  return [...new Set(his.map(({ rule }) => rule.name))]
}

describe('the import rules', () => {
  it.each(plantedFiles)('when $file breaks $rule, it is reported under that name alone', ({ rule, file }) => {
    expect(rulesBrokenBy(file)).toEqual([rule])
  })

  it.each(Object.keys(soundTree))('when %s uses the arrows that are allowed, it is not reported', (file) => {
    expect(rulesBrokenBy(file)).toEqual([])
  })

  it('when a rule is written, it has a planted fault', () => {
    const names = new Set(summary.ruleSetUsed.forbidden.map(({ name }) => name))
    expect(Object.keys(plantedFaults).sort()).toEqual([...names].sort())
  })
})
