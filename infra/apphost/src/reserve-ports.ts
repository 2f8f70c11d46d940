import { createControlServer } from './control/control-server.ts'
import { findFreePorts } from './ports/free-ports.ts'
import { ownerOfPort } from './ports/port-owner.ts'
import { choosePorts, controlKey, type PortNeed, type Ports } from './ports/port-plan.ts'
import { describeTakenPorts, findTakenPorts } from './ports/taken-ports.ts'

export type PortChoice = 'free' | { environment: Record<string, string | undefined>; file: Record<string, unknown> }

/** At least one port is in use; `message` is for a person and names port, part, owner, and how to choose another. */
export class PortsTaken extends Error {
  override readonly name = 'PortsTaken'
}

const freeTries = 5

/**
 * Decides on the ports and takes that of the control address, which keeps other app hosts off the rest. Rejects with
 * `PortsTaken` or `PortChoiceError`; nothing listens then.
 */
export async function reservePorts(needs: readonly PortNeed[], choice: PortChoice, random: () => number) {
  for (let tried = 1; ; tried += 1) {
    const ports = choice === 'free' ? await findFreePorts(needs, random) : await chosenPorts(needs, choice)
    const control = createControlServer(ports[controlKey] ?? 0)
    try {
      await control.start()
      return { ports, control }
    } catch (error) {
      if (choice !== 'free' || tried === freeTries) throw error // taken since we looked
    }
  }
}

async function chosenPorts(needs: readonly PortNeed[], choice: Exclude<PortChoice, 'free'>): Promise<Ports> {
  const ports = choosePorts(needs, choice)
  const taken = await findTakenPorts(needs, ports, ownerOfPort)
  if (taken.length > 0) throw new PortsTaken(describeTakenPorts(taken))
  return ports
}
