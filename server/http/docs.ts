/** `/api/docs`: the contract to read and try. The pages come from the library, the start script from here: no inline script. */

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import express, { Router } from 'express'
import { parse } from 'yaml'

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Một cửa: API</title>
<link rel="stylesheet" href="/api/docs/assets/swagger-ui.css"></head><body><div id="docs"></div>
<script src="/api/docs/assets/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></body></html>`
const start = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#docs', deepLinking: true, validatorUrl: null })`

export function docsRouter(contract: string): Router {
  const router = Router()
  const assets = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
  let json: string | undefined
  router.get('/api/openapi.json', (_request, response) => {
    json ??= JSON.stringify(parse(readFileSync(contract, 'utf8')))
    response.type('application/json').send(json)
  })
  router.use('/api/docs', (_request, response, next) => {
    response.setHeader('content-security-policy', policy)
    next()
  })
  router.get('/api/docs', (_request, response) => {
    response.type('text/html; charset=utf-8').send(page)
  })
  router.get('/api/docs/start.js', (_request, response) => {
    response.type('text/javascript; charset=utf-8').send(start)
  })
  router.use('/api/docs/assets', express.static(assets, { index: false, dotfiles: 'ignore' }))
  return router
}
