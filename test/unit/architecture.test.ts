import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'

const root = resolve(import.meta.dirname, '../..')

interface Cruise {
  readonly modules: number
  /** `rule: from → to`, in order. */
  readonly violations: readonly string[]
}

/** Reads all imports below the folders, as `npm run lint` does. */
async function cruise(folder: string, parts: readonly string[]): Promise<Cruise> {
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const args = [program, '--config', join(root, '.dependency-cruiser.mjs'), '--output-type', 'json', ...parts]
  // It ends with the number of violations; what it found stands in its output all the same.
  const output = await new Promise<string>((settle) => {
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 256 * 1024 * 1024 }, (_error, text) => settle(text))
  })
  const { modules, summary }: Output = JSON.parse(output)
  return {
    modules: modules.length,
    violations: summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`).sort(),
  }
}

interface Output {
  readonly modules: readonly unknown[]
  readonly summary: {
    readonly violations: readonly {
      readonly rule: { readonly name: string }
      readonly from: string
      readonly to: string
    }[]
  }
}

test('no import breaks a wall of the house', async () => {
  const { modules, violations } = await cruise(root, ['server', 'web'])
  expect(violations).toEqual([])
  expect(modules).toBeGreaterThan(300)
})

describe('the walls hold against', () => {
  let folder: string
  let found: readonly string[]

  /** Files that break one wall each, by the violation that must be told. */
  const breaches: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'pure-modules-run-everywhere: server/forms/dirty.ts → server/db.ts': {
      'server/forms/dirty.ts': `import '../db.ts'`,
      'server/db.ts': 'export {}',
    },
    'pure-modules-touch-no-system: server/calendar/clock-file.ts → fs': {
      'server/calendar/clock-file.ts': `import 'node:fs'`,
    },
    'engine-knows-nothing-of-the-platform: server/engine/curious.ts → server/ids.ts': {
      'server/engine/curious.ts': `import '../ids.ts'`,
      'server/ids.ts': 'export {}',
    },
    'nobody-knows-which-engine-runs: server/accounts/clever.ts → server/engine/index.ts': {
      'server/accounts/clever.ts': `import '../engine/index.ts'`,
      'server/engine/index.ts': 'export {}',
    },
    'http-is-on-top: server/files/upside.ts → server/http/index.ts': {
      'server/files/upside.ts': `import '../http/index.ts'`,
      'server/http/index.ts': 'export {}',
    },
    'workers-are-on-top: server/registers/waiting.ts → server/workers/index.ts': {
      'server/registers/waiting.ts': `import '../workers/index.ts'`,
      'server/workers/index.ts': 'export {}',
    },
    'web-sees-the-contract-only: web/portal/greedy.ts → server/cursor.ts': {
      'web/portal/greedy.ts': `import '../../server/cursor.ts'`,
      'server/cursor.ts': 'export {}',
    },
    'a-module-is-used-through-its-index: server/workers/digging.ts → server/zeebe/inner.ts': {
      'server/workers/digging.ts': `import '../zeebe/inner.ts'`,
      'server/zeebe/inner.ts': 'export {}',
    },
    'no-circles-between-modules: server/outbox/ring.ts → server/uploads/index.ts': {
      'server/outbox/ring.ts': `import '../uploads/index.ts'`,
      'server/uploads/index.ts': `import '../outbox/ring.ts'`,
    },
    'simulators-stay-apart: server/messaging/cheat.ts → server/simulators/index.ts': {
      'server/messaging/cheat.ts': `import '../simulators/index.ts'`,
      'server/simulators/index.ts': 'export {}',
    },
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'motcua-walls-'))
    writeFileSync(join(folder, 'tsconfig.json'), '{"compilerOptions":{"module":"esnext","moduleResolution":"bundler"}}')
    for (const [path, text] of Object.values(breaches).flatMap((files) => Object.entries(files))) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), `${text}\n`)
    }
    mkdirSync(join(folder, 'web'), { recursive: true })
    found = (await cruise(folder, ['server', 'web'])).violations
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  test.each(Object.keys(breaches))('%s', (violation) => {
    expect(found).toContain(violation)
  })
})
