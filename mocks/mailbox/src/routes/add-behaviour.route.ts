import { mailboxApi } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { AddBehaviour } from '../use-cases/add-behaviour.ts'

export function addBehaviourRoute(addBehaviour: AddBehaviour) {
  return createRouter().openapi(mailboxApi.addBehaviour, async (c) =>
    c.json(await addBehaviour(c.req.valid('json')), 201),
  )
}
