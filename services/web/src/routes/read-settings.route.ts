import { webApi } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { ReadSettings } from '../use-cases/read-settings.ts'

export function readSettingsRoute(readSettings: ReadSettings) {
  return createRouter().openapi(webApi.settings, (c) => c.json(readSettings(), 200))
}
