import type { Tree } from './plant.ts'

/** For each rule the files that break it, and it alone; they are planted in the sound tree. */
export const plantedFaults: Record<string, Tree> = {
  'no-circles': {
    'shared/errors/src/circle-there.ts': ['./circle-back.ts'],
    'shared/errors/src/circle-back.ts': ['type ./circle-there.ts'],
  },
  'imports-resolve': {
    'services/order/src/routes/nowhere.ts': ['./not-there.ts'],
    'services/order/src/routes/not-exported.ts': ['@waybill/errors/src/app-error.ts'],
  },
  'no-dev-dependency-in-src': {
    'services/order/src/routes/dev-only.ts': ['dev-only'],
    'services/order/src/routes/undeclared.ts': ['undeclared'],
  },
  'no-test-in-src': {
    'services/order/src/routes/uses-a-fixture.ts': ['../../test/fixtures.ts'],
    'infra/apphost/src/uses-a-system-test.ts': ['../../../tests/system/checkout.test.ts'],
  },

  'ground-stands-on-nothing': {
    'shared/errors/src/on-ground.ts': ['@waybill/config'],
    'shared/errors/src/on-a-pipe.ts': ['type @waybill/postgres'],
  },
  'pipes-stand-on-ground': {
    'shared/outbox/src/on-a-pipe.ts': ['@waybill/postgres'],
    'shared/outbox/src/on-a-frame.ts': ['@waybill/job-listener'],
  },
  'frames-stand-on-pipes': {
    'shared/job-listener/src/on-a-mock.ts': ['../../../mocks/e-wallet/src/domain/payment.ts'],
  },
  'shared-packages-have-a-floor': {
    'shared/helpers/src/index.ts': ['@waybill/errors'],
  },
  'test-kit-is-for-tests': {
    'services/order/src/routes/test-kit.ts': ['@waybill/test-kit'],
    'infra/apphost/src/test-kit.ts': ['@waybill/test-kit'],
  },

  'services-never-import-services': {
    'services/order/src/routes/other-service.ts': ['../../../payment/src/domain/payment.ts'],
    'services/order/test/other-service.test.ts': ['../../payment/src/domain/payment.ts'],
  },
  'services-never-import-mocks': {
    'services/order/src/gateways/mock.ts': ['../../../../mocks/e-wallet/src/domain/payment.ts'],
  },
  'mocks-never-import-services': {
    'mocks/e-wallet/src/routes/service.ts': ['../../../../services/payment/src/domain/payment.ts'],
  },
  'mocks-never-import-mocks': {
    'mocks/mailbox/src/routes/other-mock.ts': ['../../../e-wallet/src/domain/payment.ts'],
  },
  'infra-never-imports-services': {
    'infra/apphost/src/service.ts': ['../../../services/order/src/domain/order.ts'],
    'scripts/service.ts': ['../mocks/e-wallet/src/domain/payment.ts'],
  },
  'infra-is-for-infra-tests-and-scripts': {
    'services/order/src/routes/infra.ts': ['@waybill/local-queues'],
    'mocks/e-wallet/src/workers/infra.ts': ['@waybill/local-queues'],
  },
  'only-the-front-is-entered': {
    'services/order/src/routes/deep.ts': ['../../../../shared/errors/src/app-error.ts'],
    'services/order/test/deep.test.ts': ['../../../shared/errors/src/app-error.ts'],
    'shared/http-client/src/deep.ts': ['type ../../errors/src/app-error.ts'],
    'infra/apphost/src/deep.ts': ['../../local-queues/src/topology.ts'],
    'tests/system/deep.test.ts': ['../../infra/local-queues/src/topology.ts'],
    'scripts/deep.ts': ['../shared/errors/src/app-error.ts'],
  },
  'the-front-is-for-others': {
    'shared/http-client/src/own-front.ts': ['./index.ts'],
    'infra/local-queues/src/own-front.ts': ['./index.ts'],
  },

  'only-known-rooms': {
    'services/order/src/utils/strings.ts': ['@waybill/errors'],
    'mocks/e-wallet/src/helpers.ts': ['@waybill/errors'],
  },
  'main-is-imported-by-nobody': {
    'services/order/test/main.test.ts': ['../src/main.ts'],
  },
  'service-is-joined-by-main-and-tests': {
    'services/order/src/routes/service.ts': ['type ../service.ts'],
    'services/order/src/domain/service.ts': ['../service.ts'],
  },
  'app-is-made-by-service': {
    'services/order/src/routes/app.ts': ['../app.ts'],
    'services/order/src/workers/app.ts': ['type ../app.ts'],
  },
  'config-is-read-by-main-and-service': {
    'services/order/src/routes/config.ts': ['type ../config.ts'],
    'services/order/src/repositories/config.ts': ['../config.ts'],
  },
  'config-imports-no-room': {
    'services/payment/src/config.ts': ['./domain/payment.ts'],
  },
  'rooms-point-down': {
    'services/order/src/use-cases/up-to-route.ts': ['type ../routes/order-answer.ts'],
    'services/order/src/use-cases/up-to-worker.ts': ['../workers/sweeper.ts'],
    'services/order/src/use-cases/up-to-handler.ts': ['../handlers/order-paid.handler.ts'],
    'services/order/src/repositories/up.ts': ['type ../use-cases/checkout-order.ts'],
    'services/order/src/gateways/up.ts': ['../routes/order-answer.ts'],
    'services/order/src/domain/up.ts': ['type ../repositories/tables.ts'],
  },
  'rooms-never-sideways': {
    'services/order/src/routes/sideways.ts': ['../workers/sweeper.ts'],
    'services/order/src/handlers/sideways.ts': ['../routes/order-answer.ts'],
    'services/order/src/workers/sideways.ts': ['type ../handlers/order-paid.handler.ts'],
    'services/order/src/repositories/sideways.ts': ['type ../gateways/payment-gateway.ts'],
    'services/order/src/gateways/sideways.ts': ['../repositories/tables.ts'],
  },
  'doors-go-through-a-use-case': {
    'services/order/src/routes/past-it.ts': ['type ../repositories/order-repository.ts'],
    'services/order/src/workers/past-it.ts': ['../gateways/payment-gateway.ts'],
    'services/order/src/handlers/past-it.ts': ['../repositories/order-repository.ts'],
    'services/payment/src/app.ts': ['./repositories/payments.ts'],
  },
  'migrations-stand-alone': {
    'services/order/migrations/0002-uses-a-rule.ts': ['../src/domain/order.ts'],
  },

  'domain-is-pure': {
    'services/order/src/domain/vendor.ts': ['type zod'],
    'services/order/src/domain/io.ts': ['node:fs'],
    'services/order/src/domain/ground.ts': ['@waybill/config'],
  },
  'use-cases-name-no-vendor': {
    'services/order/src/use-cases/hono.ts': ['type hono'],
    'services/order/src/use-cases/sql.ts': ['kysely'],
  },
  'sql-is-in-repositories': {
    'services/order/src/routes/sql.ts': ['kysely'],
    'services/order/src/gateways/sql.ts': ['type pg'],
    'mocks/e-wallet/src/app.ts': ['pg'],
  },
  'calls-go-out-by-known-doors': {
    'services/order/src/gateways/by-hand.ts': ['node:https'],
    'services/payment/src/gateways/socket.ts': ['node:net'],
    'shared/http-client/src/by-hand.ts': ['http'],
    'mocks/e-wallet/src/gateways/by-hand.ts': ['node:http'],
    'services/order/src/gateways/sns.ts': ['@aws-sdk/client-sns'],
    'services/payment/src/gateways/mail.ts': ['nodemailer'],
    'services/order/src/gateways/undici.ts': ['undici'],
  },

  'only-known-client-rooms': {
    'services/web/client/src/utils/strings.ts': ['../format/money.ts'],
  },
  'features-never-import-features': {
    'services/web/client/src/features/my-orders/other-page.tsx': ['../order-page/order-page.tsx'],
  },
  'client-rooms-point-down': {
    'services/web/client/src/features/my-orders/upward.tsx': ['../../layout/shell.tsx'],
    'services/web/client/src/layout/upward.tsx': ['type ../features/order-page/order-page.tsx'],
    'services/web/client/src/features/my-orders/to-the-top.tsx': ['../../router.tsx'],
    'services/web/client/src/data/upward.ts': ['../components/badge.tsx'],
    'services/web/client/src/components/sideways.tsx': ['../data/orders.ts'],
    'services/web/client/src/format/upward.ts': ['../components/badge.tsx'],
  },
  'browser-and-server-are-apart': {
    'services/web/client/src/data/server.ts': ['../../../src/routes/settings.route.ts'],
    'services/web/client/src/data/shared.ts': ['@waybill/errors'],
    'services/web/client/src/format/built-in.ts': ['node:path'],
    'services/web/src/routes/browser.ts': ['../../client/src/format/money.ts'],
  },
}
