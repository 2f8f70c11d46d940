import { describe, expect, it } from 'vitest'
import { aspirePackageFor } from '../src/dashboard/aspire-package.ts'

describe('the package of the Aspire dashboard', () => {
  it.each([
    ['linux', 'x64', false, 'linux-x64'],
    ['linux', 'x64', true, 'linux-musl-x64'],
    ['linux', 'arm64', false, 'linux-arm64'],
    ['darwin', 'arm64', false, 'osx-arm64'],
    ['win32', 'x64', false, 'win-x64'],
  ])('when the machine is %s-%s (musl: %s), it is the one for %s', (platform, arch, isMusl, rid) => {
    const found = aspirePackageFor({ platform, arch, isMusl })
    expect(found?.spec).toBe(`@microsoft/aspire-cli-${rid}@13.5.4`)
    expect(found?.program).toMatch(/bin.aspire(\.exe)?$/)
  })

  it.each([
    ['linux', 'arm64', true],
    ['linux', 'arm', false],
    ['freebsd', 'x64', false],
  ])('when the machine is %s-%s (musl: %s), there is none', (platform, arch, isMusl) => {
    expect(aspirePackageFor({ platform, arch, isMusl })).toBeUndefined()
  })
})
