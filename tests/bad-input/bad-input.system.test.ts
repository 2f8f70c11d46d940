import { afterAll, beforeAll, describe } from 'vitest'
import { everyRouteIsHere } from './suites/every-route-is-here.ts'
import { isForged } from './suites/is-forged.ts'
import { isFuzzed } from './suites/is-fuzzed.ts'
import { isNobodysBusiness } from './suites/is-nobodys-business.ts'
import { isRefused } from './suites/is-refused.ts'
import { isShut } from './suites/is-shut.ts'
import { isSound } from './suites/is-sound.ts'
import { type System, startSystem } from './support/start-system.ts'

let system: System
beforeAll(async () => {
  system = await startSystem()
}, 180_000)
afterAll(() => system?.stop(), 60_000)

describe('the list of routes', () => everyRouteIsHere(() => system))
describe('bad input at every route', () => isRefused(() => system))
describe('what is not one’s own', () => isNobodysBusiness(() => system))
describe('an internal route', () => isShut(() => system))
describe('forged webhooks', () => isForged(() => system))
describe('sound input', () => isSound(() => system))
describe('fuzzing', () => isFuzzed(() => system))
