export { createBehaviours } from './behaviours.ts'
export { type EffectRouteDeps, effectRoutes } from './effect-routes.ts'
export { createEffects } from './effects.ts'
export { createEffectTables, dropEffectTables } from './tables.ts'
