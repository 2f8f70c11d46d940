import { ownerOfPort } from '../ports/port-owner.ts'
import { choosePorts, type PortNeed } from '../ports/port-plan.ts'
import { findTakenPorts } from '../ports/taken-ports.ts'
import { NoDashboard } from './no-dashboard.ts'

const need = (key: string, defaultPort: number): PortNeed => ({ key, instance: key, endpoint: 'http', defaultPort })
const needs = [need('dashboard', 18_888), need('dashboard-otlp-grpc', 18_889), need('dashboard-otlp', 18_890)]

/** Where the dashboard listens: its page, and OTLP by gRPC and by HTTP. Throws `NoDashboard` where a port is taken. */
export async function dashboardUrls(environment: Record<string, string | undefined>) {
  const ports = choosePorts(needs, { environment, file: {} })
  const taken = await findTakenPorts(needs, ports, ownerOfPort)
  const lines = taken.map(({ port, owner = 'another program' }) => `Port ${port} is taken by ${owner}.`)
  if (lines.length > 0) throw new NoDashboard(`${lines.join('\n')}\nOthers: PORT_OFFSET=1000 npm run dashboard`)
  const urlOf = (key: string): string => `http://127.0.0.1:${ports[key]}`
  return { page: urlOf('dashboard'), otlpGrpc: urlOf('dashboard-otlp-grpc'), otlpHttp: urlOf('dashboard-otlp') }
}
