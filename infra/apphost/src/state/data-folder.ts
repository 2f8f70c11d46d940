import { join } from 'node:path'

/** Where things lie in the app host's data folder (`.waybill`). */
export function pathsIn(folder: string) {
  return {
    folder,
    secrets: join(folder, 'secrets.json'),
    /** Written by people; `npm run reset` keeps it. */
    ports: join(folder, 'ports.json'),
    seeded: join(folder, 'seeded.json'),
    logs: join(folder, 'logs'),
    /** What runs now. */
    run: join(folder, 'run'),
    runFile: join(folder, 'run', 'apphost.json'),
    queues: join(folder, 'queues'),
  }
}

export type DataPaths = ReturnType<typeof pathsIn>
