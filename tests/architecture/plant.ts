import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

/** Files of a repository by path, each as the list of what it imports; `type x` is a type-only import. */
export type Tree = Record<string, string[]>

export const root = resolve(import.meta.dirname, '../..')

/** Makes a folder outside the repository with these files. */
export function plantFiles(files: Record<string, string>): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-planted-'))
  for (const [path, text] of Object.entries(files)) write(join(folder, path), text)
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Makes a workspace with this tree: our packages linked as pnpm links them, and the vendors as empty packages. */
export function plantWorkspace(
  tree: Tree,
  vendors: { dependencies: string[]; devDependencies: string[]; undeclared: string[] },
) {
  const packages = [...new Set(Object.keys(tree).map(packageOf))].filter((path) => path !== undefined)
  const manifest = manifestOf(packages, vendors)
  const installed = [...vendors.dependencies, ...vendors.devDependencies, ...vendors.undeclared]
  const planted = plantFiles({
    ...Object.fromEntries(Object.entries(tree).map(([path, imports]) => [path, sourceOf(imports)])),
    ...Object.fromEntries(packages.map((path) => [`${path}/package.json`, manifest(path)])),
    ...Object.fromEntries(installed.flatMap(vendorFiles)),
  })
  cpSync(join(root, 'tsconfig.json'), join(planted.folder, 'tsconfig.json'))
  mkdirSync(join(planted.folder, 'node_modules/@waybill'))
  for (const path of packages) symlinkSync(`../../${path}`, join(planted.folder, 'node_modules', nameOf(path)))
  return planted
}

/** Runs one of our tools in a folder with the Node.js of this process; its exit code and all it said. */
export function runTool(folder: string, tool: string, ...args: string[]): Promise<{ code: number; said: string }> {
  return new Promise((done) => {
    const options = { cwd: folder, maxBuffer: 64 * 1024 * 1024 }
    execFile(process.execPath, [join(root, 'node_modules', tool), ...args], options, (error, stdout, stderr) => {
      done({ code: error ? Number(error.code) : 0, said: stdout + stderr })
    })
  })
}

function write(path: string, text: string) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

const packageOf = (path: string) => /^(?:services|shared|mocks|infra)\/[^/]+/.exec(path)?.[0]
const nameOf = (path: string) => `@waybill/${path.split('/')[1]}`

function manifestOf(packages: string[], vendors: { dependencies: string[]; devDependencies: string[] }) {
  const versions = (names: string[]) => Object.fromEntries(names.map((name) => [name, '*']))
  return (path: string) =>
    JSON.stringify({
      name: nameOf(path),
      type: 'module',
      exports: './src/index.ts',
      dependencies: versions([...vendors.dependencies, ...packages.map(nameOf)]),
      devDependencies: versions(vendors.devDependencies),
    })
}

function vendorFiles(name: string): [string, string][] {
  return [
    [`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: './index.js' })],
    [`node_modules/${name}/index.js`, ''],
  ]
}

const sourceOf = (imports: string[]) =>
  imports
    .map((to) => (to.startsWith('type ') ? `import type { T } from '${to.slice(5)}'\n` : `import '${to}'\n`))
    .join('')
