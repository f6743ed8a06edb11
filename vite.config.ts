// The web: one HTML page per first segment of an address (`web/thu-tuc.html` answers /thu-tuc/…), found by its file.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const web = join(import.meta.dirname, 'web')
const pages = readdirSync(web).filter((name) => name.endsWith('.html'))

/** As the server does: `/thu-tuc/anything` is answered by `thu-tuc.html`. */
const pageOfAddress: Plugin = {
  name: 'page-of-address',
  configureServer(server) {
    server.middlewares.use((request, _response, next) => {
      const [, first = '', ...rest] = new URL(request.url ?? '/', 'http://localhost').pathname.split('/')
      if (pages.includes(`${first}.html`) && !rest.at(-1)?.includes('.')) request.url = `/${first}.html`
      next()
    })
  },
}

export default defineConfig({
  root: web,
  plugins: [react(), pageOfAddress],
  // Replaced by the server, anew for each page.
  html: { cspNonce: '%NONCE%' },
  build: {
    outDir: join(import.meta.dirname, 'dist/web'),
    emptyOutDir: true,
    // The computers of the plan run Windows 7, whose last browsers these are (docs/decisions/0001).
    target: ['chrome109', 'edge109', 'firefox115', 'safari15.4'],
    // The policy of security lets no data: URL be a font or a script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: Object.fromEntries(pages.map((name) => [name.replace('.html', ''), join(web, name)])) },
  },
  server: {
    host: '127.0.0.1',
    port: Number(process.env.WEB_PORT ?? 0),
    proxy: { '/api': { target: `http://127.0.0.1:${process.env.PORT ?? 3000}`, changeOrigin: false } },
  },
})
