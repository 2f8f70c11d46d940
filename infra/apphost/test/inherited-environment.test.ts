import { expect, it } from 'vitest'
import { inheritedEnvironment } from '../src/inherited-environment.ts'

it('when a developer has other settings, only what is meant for all reaches the processes', () => {
  const environment = {
    PATH: '/bin',
    LOG_LEVEL: 'debug',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:18890',
    AWS_PROFILE: 'production',
    PGHOST: 'elsewhere',
    npm_config_registry: 'x',
    NODE_OPTIONS: '--inspect',
    HOME: undefined,
  }
  expect(inheritedEnvironment(environment)).toEqual({
    PATH: '/bin',
    LOG_LEVEL: 'debug',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:18890',
  })
})
