/** Text that occurs once in the file, and what stands in its place once the bug is planted. */
export type Change = { file: string; from: string; to: string }

/** The chaos under which a bug is looked for. */
export type Circumstances = { orders: number; seconds: number; faults: string }

export type PlantedBug = {
  name: string
  /** What a careless author would have written, and what comes of it. */
  meaning: string
  /** Several where the product has a second line of defence that hides the first fault. */
  changes: readonly Change[]
  circumstances: Circumstances
  /** The ids of the invariants that name the harm; `quiet` for a system that does not come to rest. One of them must find it. */
  foundBy: readonly string[]
}
