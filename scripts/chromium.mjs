import { existsSync } from 'node:fs'

/** The Chromium that browser tests and pictures use: MOTCUA_CHROMIUM, else where systems put it. */
export function chromium() {
  const places = [
    process.env.MOTCUA_CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ]
  return places.find((path) => path !== undefined && path !== '' && existsSync(path))
}
