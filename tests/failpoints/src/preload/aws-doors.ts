import { SNSClient } from '@aws-sdk/client-sns'
import { SQSClient } from '@aws-sdk/client-sqs'
import type { Door } from '../failpoint.ts'
import type { Guard } from './call.ts'

type Command = { constructor: { name: string }; input: object }
type Send = (this: unknown, command: Command, options?: object) => Promise<unknown>

export const guardSns = (guard: Guard): void => guardClient('sns', SNSClient.prototype, guard)
export const guardSqs = (guard: Guard): void => guardClient('sqs', SQSClient.prototype, guard)

/** The words are the command's name and input. */
function guardClient(door: Door, prototype: object, guard: Guard): void {
  const original = (prototype as { send: Send }).send
  const guarded: Send = function send(command, options) {
    return guard({
      door,
      words: `${command.constructor.name} ${JSON.stringify(command.input)}`,
      run: (wasHeld) => original.call(this, command, wasHeld ? undefined : options),
      isFull: (result) => ((result as { Messages?: unknown[] }).Messages ?? []).length > 0,
    })
  }
  Object.assign(prototype, { send: guarded })
}
