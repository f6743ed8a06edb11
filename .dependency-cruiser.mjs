// The walls of docs/decisions/0001-conventions.md, for `npm run lint` and test/unit/architecture.test.ts.

import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Modules that have a face; what is in one without (dossiers, tasks) is used file by file. */
const faced = readdirSync(join(import.meta.dirname, 'server')).filter((name) =>
  existsSync(join(import.meta.dirname, 'server', name, 'index.ts')),
)

/** Doors beside the index that stand open until their module's index holds them. */
const sideDoors = ['server/operations/concerns.ts', 'server/messaging/case-message.ts', 'server/services/unit-map.ts']

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'pure-modules-run-everywhere',
      comment: 'feel, forms and calendar run in the browser too: nothing of the server, no Node, no I/O.',
      severity: 'error',
      from: { path: '^server/(feel|forms|calendar)/' },
      to: { path: '^(server|web)/', pathNot: '^server/(feel|forms|calendar)/' },
    },
    {
      name: 'pure-modules-touch-no-system',
      severity: 'error',
      from: { path: '^server/(feel|forms|calendar)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'engine-knows-nothing-of-the-platform',
      comment: 'The engine can be another’s (Zeebe): it imports FEEL and the protocol and nothing else of ours.',
      severity: 'error',
      from: { path: '^server/engine/' },
      to: { path: '^(server|web)/', pathNot: '^server/(engine|feel|gateway-protocol)/' },
    },
    {
      name: 'nobody-knows-which-engine-runs',
      comment: 'The platform speaks to an engine through the port alone.',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/engine/' },
      to: { path: '^server/engine/', pathNot: '^server/engine/contract\\.ts$' },
    },
    {
      name: 'one-place-for-the-engine-client',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/(zeebe|engine|gateway-protocol)/' },
      to: { path: '^node_modules/(zeebe-node|@grpc)/' },
    },
    {
      name: 'http-is-on-top',
      comment: 'http → modules: no module knows that it is asked over HTTP.',
      severity: 'error',
      from: { path: '^server/[^/]+/', pathNot: '^server/http/' },
      to: { path: '^server/http/' },
    },
    {
      name: 'workers-are-on-top',
      comment: 'workers → modules: no module waits for a worker. (The watch over open checks asks a register again.)',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/(workers/|app\\.ts$|operations/watches\\.ts$)' },
      to: { path: '^server/workers/' },
    },
    {
      name: 'web-sees-the-contract-only',
      comment: 'Of the server the web takes the pure modules alone; the API’s types are generated into web/api.',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^server/', pathNot: '^server/(feel|forms|calendar)/' },
    },
    {
      name: 'server-sees-no-page',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^web/' },
    },
    {
      name: 'a-module-is-used-through-its-index',
      comment: 'Imports from outside a module end at its index.ts.',
      severity: 'error',
      // app.ts puts the parts together, platform.ts names what it puts together.
      from: { path: '^(?:server|web)/([^/]+)', pathNot: '^server/(app|platform)\\.ts$' },
      to: {
        path: `^server/(?:${faced.join('|')})/`,
        pathNot: [
          '^server/$1/',
          '/index\\.ts$',
          '^server/engine/contract\\.ts$',
          ...sideDoors.map((path) => `^${path}$`),
        ],
      },
    },
    {
      name: 'no-circles-between-modules',
      comment: 'Within a module things may call each other; a circle through another module has no top and no bottom.',
      severity: 'error',
      from: { path: '^server/([^/]+)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] }, via: { pathNot: '^server/$1/' } },
    },
    {
      name: 'simulators-stay-apart',
      comment: 'The platform meets the simulated world over the network only.',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/simulators/' },
      to: { path: '^server/simulators/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^server/generated/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
