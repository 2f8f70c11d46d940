export { joinParts } from './join-parts.ts'
export { runProcess } from './run-process.ts'
