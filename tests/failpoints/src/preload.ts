// Loaded into a process of Waybill before its own code: node --import. What it does there is in the folder that it is told.
import { failpoints } from './failpoints.ts'
import { guardDoors } from './preload/doors.ts'
import { createPoints } from './preload/points.ts'
import { createWeather } from './preload/weather.ts'
import { doorsOf, processOf } from './processes.ts'

const { FAILPOINT_FOLDER: folder = '', FAILPOINT_INSTANCE: instance = '' } = process.env
const name = processOf(instance)

const points = failpoints.filter((point) => point.process === name)
await guardDoors(doorsOf(name), createWeather({ folder, instance, next: createPoints({ folder, instance, points }) }))
