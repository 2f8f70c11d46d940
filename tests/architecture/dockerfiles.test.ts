import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from './plant.ts'

const folders = globSync('{services,mocks}/*/src/main.ts', { cwd: root }).map((path) =>
  path.replace('/src/main.ts', ''),
)
const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

describe('the images', () => {
  it.each(folders)('when %s is built, it is itself, on our Node and pnpm, started so that signals arrive', (folder) => {
    const name = folder.split('/')[1]
    const lines = readFileSync(join(root, folder, 'Dockerfile'), 'utf8')
    expect(lines).toContain(`--filter '@waybill/${name}...'`)
    expect(lines).toContain(`WORKDIR /waybill/${folder}\n`)
    expect(lines).toContain(`npm install --global ${packageManager}\n`)
    expect(lines.match(/^FROM node:([\d.]+)-/gm)).toEqual(Array(2).fill(`FROM node:${optionalDependencies.node}-`))
    const register = '/waybill/shared/telemetry/src/register.ts' // a path: not every service depends on it by name
    expect(lines).toContain(`\nCMD ["node", "--import", "${register}", "src/main.ts"]\n`)
  })
})
