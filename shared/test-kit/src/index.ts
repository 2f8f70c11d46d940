export { captureLog } from './capture-log.ts'
export { advanceableClock, fixedClock } from './clock.ts'
export { createTestDatabase, type TestDatabase } from './create-test-database.ts'
export {
  expectCaution,
  expectPauses,
  expectProbe,
  expectSameRequest,
  expectTries,
  knownChance,
  quietAfter,
  type Tries,
} from './expect-tries.ts'
export { freePort } from './free-port.ts'
export { inParallel } from './in-parallel.ts'
export { inTurn, sideBySide, useWorld } from './lanes.ts'
export { hiccups, lanesOfMisbehaviours, type Misbehaviour } from './misbehaviours.ts'
export { type Neighbour, type NeighbourCall, openNeighbour, wiremockAddress } from './open-neighbour.ts'
export { orderProcessEventOf } from './order-process-event.ts'
export { seededRandom } from './seeded-random.ts'
export { sequentialIds } from './sequential-ids.ts'
export { startCuttingProxy } from './start-cutting-proxy.ts'
export { type OrderFault, type SeenReport, startOrderStub } from './start-order-stub.ts'
export { startProgram } from './start-program.ts'
export { startTestServer } from './start-test-server.ts'
export { waitFor } from './wait-for.ts'
