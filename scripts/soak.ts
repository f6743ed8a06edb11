import process from 'node:process'

/** Long runs by name: `npm run soak -- faults …`, `npm run soak -- engine …`; their files say which flags they take. */
const runs: Readonly<Record<string, { usage: string; run(): Promise<unknown> }>> = {
  faults: { usage: 'faults [--seed N] [--cases 50] [--minutes M] …', run: () => import('./soak/run-faults.ts') },
  engine: {
    usage: 'engine [--seed N] [--minutes 10] [--kills N] [--at-once 2] …',
    run: () => import('./soak/run-engine.ts'),
  },
  'engine-client': {
    usage: 'engine-client [--calls 100000] [--minutes 60]',
    run: () => import('./soak/run-engine-client.ts'),
  },
  'engine-grpc': {
    usage: 'engine-grpc [--seed N] [--requests 100000]',
    run: () => import('./soak/run-engine-grpc.ts'),
  },
  'engine-model': { usage: 'engine-model [--seed N] [--cases 2000]', run: () => import('./soak/run-engine-model.ts') },
  'engine-xml': { usage: 'engine-xml [--seed N] [--files 10000]', run: () => import('./soak/run-engine-xml.ts') },
}

const name = process.argv[2] ?? ''
const chosen = Object.hasOwn(runs, name) ? runs[name] : undefined
if (chosen) await chosen.run()
else {
  for (const { usage } of Object.values(runs)) console.error(`npm run soak -- ${usage}`)
  process.exitCode = 2
}
