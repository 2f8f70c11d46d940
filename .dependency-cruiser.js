// The import rules of the repository. tests/architecture plants a fault for each of them.
const ground = 'contracts|errors|logger|config|resilience|request-context'
const pipes =
  'http-server|http-client|postgres|outbox|event-publisher|queue-consumer|idempotency|worker-loop|telemetry|lifecycle'
const frames = 'job-listener|effect-journal|service-host'

const ours = '^(services|shared|mocks|infra|tests|scripts)/'
const tests = ['^tests/', '^[^/]+/[^/]+/test/', '^scripts/test/', '^shared/test-kit/']
const app = '^((?:services|mocks)/[^/]+)/src/'
const doors = 'routes|handlers|workers'
const client = '^services/web/client/src/'
const running = '^(services|shared|mocks)/[^/]+/src/'
const vendor = '(^|/)node_modules/'
const withServers = '(http-server|telemetry|test-kit)'

const forbidden = [
  {
    name: 'no-circles',
    comment: 'Modules that need each other are one module; type imports count.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'imports-resolve',
    comment: 'An import that leads nowhere is one that no other rule can judge.',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'no-dev-dependency-in-src',
    comment: 'An image is installed with --prod: what runs in it must be in dependencies.',
    from: { path: '/src/', pathNot: [...tests, client] }, // what a browser gets is built before an image is made
    to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['npm', 'type-only'] },
  },
  {
    name: 'no-test-in-src',
    comment: 'What runs in production does not need the tests.',
    from: { pathNot: tests },
    to: { path: ['/test/', '^tests/'] },
  },

  // shared: three floors
  {
    name: 'ground-stands-on-nothing',
    from: { path: `^shared/(${ground})/src/` },
    to: { path: ours, pathNot: '^shared/$1/' },
  },
  {
    name: 'pipes-stand-on-ground',
    from: { path: `^shared/(${pipes})/src/` },
    to: { path: ours, pathNot: `^shared/($1|${ground})/` },
  },
  {
    name: 'frames-stand-on-pipes',
    from: { path: `^shared/(${frames})/src/` },
    to: { path: ours, pathNot: `^shared/($1|${ground}|${pipes})/` },
  },
  {
    name: 'shared-packages-have-a-floor',
    comment: 'A new shared package is named above, or no floor rule holds for it.',
    from: { path: '^shared/', pathNot: `^shared/(${ground}|${pipes}|${frames}|test-kit)/` },
    to: {},
  },
  {
    name: 'test-kit-is-for-tests',
    from: { pathNot: tests },
    to: { path: '^shared/test-kit/' },
  },

  // packages
  {
    name: 'services-never-import-services',
    from: { path: '^services/([^/]+)/' },
    to: { path: '^services/', pathNot: '^services/$1/' },
  },
  {
    name: 'services-never-import-mocks',
    comment: 'Their tests may: a mock is a neighbour for them.',
    from: { path: '^services/', pathNot: tests },
    to: { path: '^mocks/' },
  },
  {
    name: 'mocks-never-import-services',
    from: { path: '^mocks/' },
    to: { path: '^services/' },
  },
  {
    name: 'mocks-never-import-mocks',
    from: { path: '^mocks/([^/]+)/' },
    to: { path: '^mocks/', pathNot: '^mocks/$1/' },
  },
  {
    name: 'infra-never-imports-services',
    comment: 'It starts them as processes, as any other host would.',
    from: { path: '^(infra|scripts)/', pathNot: tests },
    to: { path: '^(services|mocks)/' },
  },
  {
    name: 'infra-is-for-infra-tests-and-scripts',
    comment: 'What runs in the cloud does not know what runs it. Shared packages are held by their floors.',
    from: { path: '^(services|mocks)/', pathNot: tests },
    to: { path: '^infra/' },
  },
  {
    name: 'only-the-front-is-entered',
    comment: 'Another package is entered by its src/index.ts.',
    from: { path: '^((?:services|shared|mocks|infra)/[^/]+|tests|scripts)/' },
    to: { path: '^(shared|infra)/[^/]+/', pathNot: ['^$1/', '^(shared|infra)/[^/]+/src/index\\.ts$'] },
  },
  {
    name: 'the-front-is-for-others',
    comment: 'Inside a package the file itself is imported, or the front becomes a circle.',
    from: { path: '^((?:services|shared|mocks|infra)/[^/]+)/src/' },
    to: { path: '^$1/src/index\\.ts$' },
  },

  // rooms of a service
  {
    name: 'only-known-rooms',
    comment: 'Every service has the same rooms and no others.',
    from: {
      path: app,
      pathNot: `/src/((main|service|app|config)\\.ts$|(${doors}|use-cases|repositories|gateways|domain)/)`,
    },
    to: {},
  },
  {
    name: 'main-is-imported-by-nobody',
    from: {},
    to: { path: `${app}main\\.ts$` },
  },
  {
    name: 'service-is-joined-by-main-and-tests',
    from: { pathNot: [...tests, `${app}main\\.ts$`] },
    to: { path: `${app}service\\.ts$` },
  },
  {
    name: 'app-is-made-by-service',
    comment: 'A route returns its own router and does not know the application.',
    from: { pathNot: [...tests, `${app}service\\.ts$`] },
    to: { path: `${app}app\\.ts$` },
  },
  {
    name: 'config-is-read-by-main-and-service',
    from: { pathNot: [...tests, `${app}(main|service)\\.ts$`] },
    to: { path: `${app}config\\.ts$` },
  },
  {
    name: 'config-imports-no-room',
    from: { path: `${app}config\\.ts$` },
    to: { path: '^$1/' },
  },
  {
    name: 'rooms-point-down',
    from: { path: `${app}use-cases/` },
    to: { path: `^$1/src/(${doors})/` },
  },
  {
    name: 'rooms-point-down',
    from: { path: `${app}(repositories|gateways)/` },
    to: { path: `^$1/src/(${doors}|use-cases)/` },
  },
  {
    name: 'rooms-point-down',
    from: { path: `${app}domain/` },
    to: { path: `^$1/src/(${doors}|use-cases|repositories|gateways)/` },
  },
  {
    name: 'rooms-never-sideways',
    from: { path: `${app}(${doors})/` },
    to: { path: `^$1/src/(${doors})/`, pathNot: '^$1/src/$2/' },
  },
  {
    name: 'rooms-never-sideways',
    from: { path: `${app}(repositories|gateways)/` },
    to: { path: '^$1/src/(repositories|gateways)/', pathNot: '^$1/src/$2/' },
  },
  {
    name: 'doors-go-through-a-use-case',
    from: { path: `${app}(app\\.ts$|(${doors})/)` },
    to: { path: '^$1/src/(repositories|gateways)/' },
  },
  {
    name: 'migrations-stand-alone',
    comment: 'A migration stays true to its day, whatever becomes of the code.',
    from: { path: '^((?:services|mocks)/[^/]+)/migrations/' },
    to: { path: '^$1/', pathNot: '^$1/migrations/' },
  },

  // rooms of the front end
  {
    name: 'only-known-client-rooms',
    comment: 'At the top what joins them; below layout, features, data, components, format: and no others.',
    from: { path: client, pathNot: `${client}([^/]+$|(layout|features|data|components|format)/)` },
    to: {},
  },
  {
    name: 'features-never-import-features',
    comment: 'What two features need is a component, a format or data.',
    from: { path: `${client}features/([^/]+)/` },
    to: { path: `${client}features/`, pathNot: `${client}features/$1/` },
  },
  {
    name: 'client-rooms-point-down',
    from: { path: `${client}(features|layout)/` },
    to: { path: `${client}([^/]+$|(features|layout)/)`, pathNot: `${client}$1/` },
  },
  {
    name: 'client-rooms-point-down',
    from: { path: `${client}(data|components)/` },
    to: { path: `${client}(?!format/|theme\\.ts$)`, pathNot: `${client}$1/` },
  },
  {
    name: 'client-rooms-point-down',
    from: { path: `${client}format/` },
    to: { path: client, pathNot: `${client}format/` },
  },
  {
    name: 'browser-and-server-are-apart',
    comment: 'They share contracts, and nothing else of ours; a browser has no Node.js.',
    from: { path: client },
    to: {
      path: `${ours}|^(node:)?(fs|path|crypto|http|https|net|os|stream|url|util|process|child_process)$`,
      pathNot: [client, '^shared/contracts/'],
    },
  },
  {
    name: 'browser-and-server-are-apart',
    from: { path: '^services/web/src/' },
    to: { path: '^services/web/(client|build)/' },
  },
  // vendors
  {
    name: 'domain-is-pure',
    comment: 'No I/O, no clock, no vendor: only our own errors and contracts, and hashing, which is a pure function.',
    from: { path: `${app}domain/` },
    to: { pathNot: ['^$1/src/', '^shared/(errors|contracts)/', '^(node:)?crypto$'] },
  },
  {
    name: 'use-cases-name-no-vendor',
    from: { path: `${app}use-cases/` },
    to: { path: vendor },
  },
  {
    name: 'sql-is-in-repositories',
    from: { path: app, pathNot: '/src/(repositories|use-cases|domain)/' },
    to: { path: `${vendor}(kysely|pg)/` },
  },
  {
    name: 'calls-go-out-by-known-doors',
    comment:
      'What can open a connection is imported where its host comes from configuration; `fetch` is held by Biome.',
    from: { path: running, pathNot: `^shared/${withServers}/` },
    to: { path: '^(node:)?(http|https|http2|net|tls|dgram)$', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'calls-go-out-by-known-doors',
    from: { path: running, pathNot: '^shared/(event-publisher|queue-consumer)/' },
    to: { path: `${vendor}(@aws-sdk|@smithy)/` },
  },
  {
    name: 'calls-go-out-by-known-doors',
    from: { path: running, pathNot: '^services/notification/src/gateways/' },
    to: { path: `${vendor}nodemailer/` },
  },
  {
    name: 'calls-go-out-by-known-doors',
    comment: 'Clients that we do not use: what they would ask knows neither our limits nor our rule on redirects.',
    from: { path: running },
    to: { path: `${vendor}(undici|axios|got|node-fetch|ky|superagent|ws)/` },
  },
]

export default {
  forbidden: forbidden.map((rule) => ({ ...rule, severity: 'error' })),
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.waybill|coverage|services/web/dist)/' },
    tsPreCompilationDeps: true, // else circles of types stay unseen
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
}
