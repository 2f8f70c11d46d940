import { join } from 'node:path'

const version = '13.5.4'
const rids: Record<string, string> = {
  'linux-x64': 'linux-x64',
  'linux-x64-musl': 'linux-musl-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'osx-x64',
  'darwin-arm64': 'osx-arm64',
  'win32-x64': 'win-x64',
  'win32-arm64': 'win-arm64',
}

export type Machine = { platform: string; arch: string; isMusl: boolean }
export type AspirePackage = { name: string; spec: string; program: string }

/** The package that holds the dashboard for this machine, and its program below `node_modules`; undefined where there is none. */
export function aspirePackageFor({ platform, arch, isMusl }: Machine): AspirePackage | undefined {
  const rid = rids[`${platform}-${arch}${isMusl ? '-musl' : ''}`]
  if (!rid) return undefined
  const name = `@microsoft/aspire-cli-${rid}`
  const program = join('node_modules', name, 'bin', platform === 'win32' ? 'aspire.exe' : 'aspire')
  return { name, spec: `${name}@${version}`, program }
}

export function thisMachine(): Machine {
  const { platform, arch } = process
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } }
  return { platform, arch, isMusl: platform === 'linux' && !report.header?.glibcVersionRuntime }
}
