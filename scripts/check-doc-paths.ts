import { readdirSync, readFileSync } from 'node:fs'
import { matchesGlob, posix, resolve } from 'node:path'

type Names = { paths: Set<string>; npmScripts: string[] }

const notOurs = new Set(['.git', '.waybill', 'coverage', 'node_modules'])
const topFolders = 'services|shared|mocks|infra|localstack|tests|docs|scripts|\\.ci|\\.github'
const extensions = 'ts|tsx|js|cjs|mjs|json|md|yaml|yml|sql|proto|eta|html|css|sh|svg|png|grit'

const fence = /^\s*(```|~~~)/
const codeSpan = /`([^`]+)`/g
const link = /\]\(<?([^)>\s]+)/g
const npmScript = /\bnpm run ([a-z][\w:-]*)/g
const fileOrFolder = new RegExp(`^(?!/|@|\\.waybill/|node_modules/)[\\w.@*+/-]+(?:\\.(?:${extensions})|/)$`)
const pathFromRoot = new RegExp(`(?<![\\w./@:-])((?:${topFolders})/[^\\s\`'",;:()|]*)`, 'g')
const placeholder = /[^/]*[{}<>$…[\]].*$/ // only what stands before it can be checked

/**
 * Every link, path in code and `npm run` in the Markdown files below `root` that names nothing there, as
 * `document:line reference`. A link is read from its document, a path in code also from the root; one that does not start
 * in a top folder may be the end of a longer path, as in `routes/search-orders.route.ts`.
 */
export function deadReferences(root: string): string[] {
  const paths = new Set(pathsBelow(root, ''))
  const npmScripts = Object.keys(JSON.parse(readFileSync(`${root}/package.json`, 'utf8')).scripts ?? {})
  const documents = [...paths].filter((path) => path.endsWith('.md'))
  return documents.flatMap((document) =>
    deadIn(document, readFileSync(`${root}/${document}`, 'utf8'), { paths, npmScripts }),
  )
}

function deadIn(document: string, markdown: string, names: Names): string[] {
  let fenced = false
  return markdown.split('\n').flatMap((line, index) => {
    if (fence.test(line)) fenced = !fenced
    const links = fenced ? [] : find(line, link)
    const code = fenced ? [line] : find(line, codeSpan)
    const dead = [
      ...links.filter((target) => !isLinked(target, document, names.paths)),
      ...code.flatMap(pathsIn).filter((path) => !isNamed(path, document, names.paths)),
      ...find(line, npmScript).filter((script) => !names.npmScripts.includes(script)),
    ]
    return dead.map((reference) => `${document}:${index + 1} ${reference}`)
  })
}

const find = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] ?? '')

function pathsIn(code: string): string[] {
  if (fileOrFolder.test(code)) return [code]
  return find(code, pathFromRoot).map((path) => path.replace(placeholder, '').replace(/\.$/, ''))
}

function isLinked(target: string, document: string, paths: Set<string>): boolean {
  if (/^(#|[a-z]+:)/.test(target)) return true
  const path = decodeURIComponent(target.replace(/[#?].*$/, ''))
  return paths.has(normal(path.startsWith('/') ? path.slice(1) : posix.join(posix.dirname(document), path)))
}

function isNamed(reference: string, document: string, paths: Set<string>): boolean {
  const path = normal(reference)
  if (paths.has(path) || paths.has(normal(posix.join(posix.dirname(document), path)))) return true
  const fromRoot = new RegExp(`^(${topFolders})/`).test(path)
  if (!path.includes('*')) return !fromRoot && [...paths].some((it) => it.endsWith(`/${path}`))
  return [...paths].some((it) => matchesGlob(it, fromRoot ? path : `**/${path}`))
}

const normal = (path: string) => posix.normalize(path).replace(/\/$/, '')

function pathsBelow(root: string, folder: string): string[] {
  const entries = readdirSync(`${root}/${folder}`, { withFileTypes: true }).filter(({ name }) => !notOurs.has(name))
  return entries.flatMap((entry) => {
    const path = posix.join(folder, entry.name)
    return entry.isDirectory() ? [path, ...pathsBelow(root, path)] : [path]
  })
}

if (import.meta.main) {
  const dead = deadReferences(resolve(import.meta.dirname, '..'))
  for (const line of dead) console.error(line)
  process.exitCode = dead.length > 0 ? 1 : 0
}
