export type Chance = ReturnType<typeof createChance>

/** All that is drawn in a run. Faults strike while they are on; latencies and choices are drawn always. */
export function createChance(random: () => number) {
  let areFaultsOn = true
  const between = (least: number, most: number) => least + (most - least) * random()
  return {
    random,
    between,
    happens: (probability: number) => random() < probability,
    strikes: (probability: number) => random() < probability && areFaultsOn,
    oneOf: <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)] as T,
    /** Milliseconds of a statement or of a way through the network: mostly quick, at times very slow. */
    latencyMs: () => (random() < 0.01 ? between(50, 1_500) : between(0.2, 5)),
    areFaultsOn: () => areFaultsOn,
    endFaults() {
      areFaultsOn = false
    },
  }
}
