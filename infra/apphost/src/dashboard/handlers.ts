import {
  type handleBidiStreamingCall,
  type handleServerStreamingCall,
  type handleUnaryCall,
  Metadata,
  status,
} from '@grpc/grpc-js'
import type { ControlClient } from './control-client.ts'
import { followLog } from './follow-log.ts'
import { logLineMessage } from './log-line-message.ts'
import type { LogLineMessage, ResourceChange, ResourceMessage } from './messages.ts'
import type { createResourceWatch } from './resource-watch.ts'

type Deps = { control: ControlClient; watch: ReturnType<typeof createResourceWatch>; intervalMs: number }
type ResourcesUpdate = { initialData: { resources: ResourceMessage[] } } | { changes: { value: ResourceChange[] } }
type LogRequest = { resourceName: string; suppressFollow: boolean }
type CommandRequest = { commandName: string; resourceName: string }
type CommandResponse = { kind: 1 | 2; message?: string }

/** What the dashboard may ask, answered from the control address. */
export function createHandlers({ control, watch, intervalMs }: Deps) {
  const getApplicationInformation: handleUnaryCall<object, { applicationName: string }> = (_call, answer) =>
    answer(null, { applicationName: 'Waybill' })

  const watchResources: handleServerStreamingCall<object, ResourcesUpdate> = (call) => {
    call.write({ initialData: { resources: watch.current() } })
    const unsubscribe = watch.subscribe((value) => void call.write({ changes: { value } }))
    call.once('cancelled', unsubscribe)
  }

  const watchResourceConsoleLogs: handleServerStreamingCall<LogRequest, { logLines: LogLineMessage[] }> = async (
    call,
  ) => {
    const { resourceName, suppressFollow } = call.request
    const cancelled = new AbortController()
    call.once('cancelled', () => cancelled.abort())
    const isKnown = await followLog({
      linesAfter: (number) => control.linesAfter(resourceName, number),
      onLines: (lines) => void call.write({ logLines: lines.map(logLineMessage) }),
      ...{ follows: !suppressFollow, intervalMs, signal: cancelled.signal },
    })
    if (isKnown) call.end()
    else call.emit('error', { code: status.NOT_FOUND, details: `There is no resource "${resourceName}"` })
  }

  const executeResourceCommand: handleUnaryCall<CommandRequest, CommandResponse> = async ({ request }, answer) => {
    const why = await control.run(request.resourceName, request.commandName).catch((error: Error) => error.message)
    answer(null, why === undefined ? { kind: 1 } : { kind: 2, message: why })
  }

  /** We have no questions. Headers and an open stream are what the dashboard waits for before it shows any change. */
  const watchInteractions: handleBidiStreamingCall<object, object> = (call) => {
    call.sendMetadata(new Metadata())
    call.on('data', () => {}).once('end', () => call.end())
  }

  return {
    ...{ getApplicationInformation, watchResources, watchResourceConsoleLogs },
    ...{ executeResourceCommand, watchInteractions },
  }
}
