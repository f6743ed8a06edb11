/** The web server: one contract, one order of checks, one place where faults end. */
import { existsSync } from 'node:fs'
import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import * as validator from 'express-openapi-validator'
import helmet from 'helmet'
import { pinoHttp } from 'pino-http'
import type { HealthProbe } from '../health.ts'
import type { Platform } from '../platform.ts'
import { Problem } from '../problems.ts'
import { docsRouter } from './docs.ts'
import { answerFault } from './faults.ts'
import type { Limits } from './limits.ts'
import { onlyText, refuseNoText } from './plain-text.ts'
import { catalogueRouter } from './routers/catalogue.ts'
import { dossiersRouter } from './routers/dossiers.ts'
import { filingRouter } from './routers/filing.ts'
import { operationsRouter } from './routers/operations.ts'
import { sessionsRouter } from './routers/sessions.ts'
import { systemRouter } from './routers/system.ts'
import { tasksRouter } from './routers/tasks.ts'
import { readSession, refuseCrossSite } from './sessions.ts'
import { webPages } from './web-pages.ts'

export interface HttpOptions {
  /** The contract's file. */
  contract: string
  /** Folder of the built web pages; absent while they are served by a development server. */
  webFolder?: string
  limits: Limits
  /** Addresses or subnets of reverse proxies whose `X-Forwarded-For` counts. */
  trustedProxies: readonly string[]
  health: HealthProbe
  /** Answers are held against the contract too: in tests. */
  checkAnswers?: boolean
}

const jsonLimit = '256kb'

export function createHttp(platform: Platform, options: HttpOptions): Express {
  const { limits, health } = options
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  // What a proxy says about the client counts only from the proxies that were named.
  app.set('trust proxy', [...options.trustedProxies])
  // Nested query objects have no use here, and many dangers.
  app.set('query parser', 'simple')
  app.use(
    pinoHttp({
      logger: platform.log,
      // Neither query strings nor bodies reach the log: they may hold personal data.
      serializers: {
        req: (request: { method: string; url: string }) => ({
          method: request.method,
          path: request.url.split('?')[0],
        }),
        res: (response: { statusCode: number }) => ({ status: response.statusCode }),
      },
      autoLogging: { ignore: (request) => request.url === '/api/health' },
      customLogLevel: (_request, response, error) => (error || response.statusCode >= 500 ? 'warn' : 'debug'),
    }),
  )
  app.use(
    helmet({
      contentSecurityPolicy: false,
      crossOriginEmbedderPolicy: false,
      referrerPolicy: { policy: 'same-origin' },
      strictTransportSecurity: platform.settings.publicUrl.startsWith('https:'),
    }),
  )
  app.use('/api', (request, response, next) => {
    response.setHeader('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
    response.setHeader('cache-control', 'no-store')
    if (request.method === 'TRACE' || request.method === 'TRACK') throw new Problem('request.method')
    next()
  })
  app.use(systemRouter(health))
  app.use(docsRouter(options.contract))
  app.use('/api', readSession(platform), refuseCrossSite(platform))
  app.use('/api', refuseNoText, express.json({ limit: jsonLimit, strict: true, reviver: onlyText }))
  app.use(
    validator.middleware({
      apiSpec: options.contract,
      // The contract's own form is the tests' matter; at each start it would cost a fifth of it.
      validateApiSpec: false,
      $refParser: { mode: 'dereference' },
      validateRequests: { allowUnknownQueryParameters: false },
      validateResponses: options.checkAnswers ?? false,
      validateSecurity: false,
      fileUploader: false,
      ignorePaths: (path: string) => !path.startsWith('/api/'),
    }),
  )
  if (options.checkAnswers) app.use(answersAsSent)
  app.use(catalogueRouter(platform))
  app.use(sessionsRouter(platform, limits))
  app.use(filingRouter(platform, limits))
  app.use(dossiersRouter(platform, limits))
  app.use(tasksRouter(platform, limits))
  app.use(operationsRouter(platform))
  app.use('/api', () => {
    throw new Problem('request.not-found')
  })
  if (options.webFolder && existsSync(options.webFolder)) app.use(webPages(options.webFolder))
  app.use(() => {
    throw new Problem('request.not-found')
  })
  app.use(answerFault(platform.log))
  return app
}

/** Holds against the contract what goes over the wire: instants as texts, nothing that JSON leaves out. */
function answersAsSent(_request: Request, response: Response, next: NextFunction): void {
  const send = response.json.bind(response)
  response.json = (body: unknown) => send(JSON.parse(JSON.stringify(body)))
  next()
}
