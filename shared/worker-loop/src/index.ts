export { createDueWorker } from './due-worker.ts'
export { createWorkerLoop, type WorkerLoop } from './worker-loop.ts'
