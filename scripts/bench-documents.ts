import { randomBytes, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createPaperMaker } from '../server/documents/paper-maker.ts'
import { createRenderer, type JsonValue, qrRows } from '../server/documents/render/index.ts'
import { createDemoAuthority, signPdf } from '../server/documents/sign/index.ts'
import type { UnitSigner } from '../server/documents/unit-signer.ts'
import { servicesIn } from '../server/services/import.ts'
import { openRelease } from '../server/services/release.ts'

/**
 * How fast papers are made, as the server makes them: the QR code, the template of a release, the compiler's process, and
 * the unit's seal on what is signed. All kinds in turn, each with its own code, number and name, one after another; the
 * compiler's process is warm and stays the same. Prints milliseconds by kind and part, the processor's time, memory on the
 * way. `node --import tsx scripts/bench-documents.ts --papers 1000`
 */

type PaperData = { [key: string]: JsonValue }

const { values } = parseArgs({ options: { papers: { type: 'string', default: '1000' } } })
const wanted = Number(values.papers)
const root = fileURLToPath(new URL('../', import.meta.url))
const folder = join(root, 'processes/documents')
const at = new Date('2017-12-14T08:42:08Z')

const kinds = readdirSync(folder)
  .filter((name) => name.endsWith('.typ'))
  .map((name) => name.slice(0, -'.typ'.length))
const examples = new Map<string, PaperData>(
  kinds.map((kind) => [kind, JSON.parse(readFileSync(join(folder, `${kind}.data.json`), 'utf8'))]),
)

// A release of a real service, with the templates of all kinds beside its own.
const [service] = (await servicesIn(root)).filter(({ files }) =>
  [...files.keys()].some((path) => path.endsWith('.typ')),
)
if (!service) throw new Error('no service has papers')
const files = new Map<string, Uint8Array>(service.files)
for (const kind of kinds) files.set(`processes/documents/${kind}.typ`, readFileSync(join(folder, `${kind}.typ`)))
const release = await openRelease(
  { id: randomUUID(), serviceCode: service.card.code, number: service.card.release },
  files,
)

const authority = await createDemoAuthority({ at: new Date('2016-12-14T00:00:00Z') })
const { certificate, privateKey } = await authority.issue({ name: 'Uỷ ban nhân dân xã Đông Mỹ', code: '00685', at })
const signer: UnitSigner = {
  sign: (pdf, by) =>
    signPdf(pdf, { certificate, privateKey, name: by.signer, reason: 'Ký ban hành', location: 'Hà Nội', at: by.at }),
  trustedRoots: async () => [authority.root.certificate],
}
const renderer = createRenderer({ fontFolder: join(folder, 'fonts') })
const papers = createPaperMaker({ renderer, signer, root })

/** The example as another dossier's: no two papers hold the same. */
function dataOf(kind: string, n: number, qr: string[]): PaperData {
  const example = examples.get(kind) ?? {}
  const { check, number } = example
  return {
    ...example,
    ...(typeof number === 'string' ? { number: number.replace(/^\d+/u, String(n + 1)) } : {}),
    ...('applicantFullName' in example ? { applicantFullName: `Nguyễn Văn Ân ${n}` } : {}),
    check: { ...(typeof check === 'object' && !Array.isArray(check) ? check : {}), qr },
  }
}

interface Taken {
  kind: string
  qr: number
  render: number
  sign: number
}

async function make(kind: string, n: number): Promise<Taken> {
  const start = performance.now()
  const qr = qrRows(`https://motcua.example/kiem-tra/${randomBytes(15).toString('base64url')}`)
  const drawn = performance.now()
  const data = dataOf(kind, n, qr)
  const pdf = await papers.render(release, kind, data, false)
  const rendered = performance.now()
  if (data.signature) await papers.sign(pdf, { unitCode: '00685', signer: 'Phạm Đức Thắng', at })
  return { kind, qr: drawn - start, render: rendered - drawn, sign: performance.now() - rendered }
}

const total = ({ qr, render, sign }: Taken): number => qr + render + sign
const percentile = (numbers: number[], share: number): number =>
  Number(([...numbers].sort((a, b) => a - b)[Math.ceil(numbers.length * share) - 1] ?? Number.NaN).toFixed(1))
const figures = (numbers: number[]) => ({
  papers: numbers.length,
  p50: percentile(numbers, 0.5),
  p95: percentile(numbers, 0.95),
  p99: percentile(numbers, 0.99),
  max: percentile(numbers, 1),
})

/** Processor time of this process and the compiler's in milliseconds; null where the system does not tell. */
function processorMs(): number | null {
  try {
    const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ').filter(Boolean)
    const ticks = children.map((pid) => {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
      return Number(fields[11]) + Number(fields[12])
    })
    const { user, system } = process.cpuUsage()
    return (user + system) / 1000 + ticks.reduce((sum, n) => sum + n, 0) * 10
  } catch {
    return null
  }
}

async function memory() {
  const compiler = await renderer.memoryMib()
  return { server: Math.round(process.memoryUsage().rss / 2 ** 20), compiler: compiler && Math.round(compiler) }
}

const first = await make('receipt', 0)
for (const [n, kind] of kinds.entries()) await make(kind, n)

const taken: Taken[] = []
const resident: Record<string, { server: number; compiler: number | null }> = { 'before, warm': await memory() }
const worked = processorMs()
for (let n = 0; n < wanted; n++) {
  taken.push(await make(kinds[n % kinds.length] ?? 'receipt', n))
  if ((n + 1) % Math.ceil(wanted / 4) === 0 || n + 1 === wanted) resident[`after ${n + 1}`] = await memory()
}
const workedSince = processorMs()
renderer.close()

console.log(`The first paper, with the start of the compiler: ${total(first).toFixed(0)} ms. Milliseconds each:`)
console.table({
  'all papers': figures(taken.map(total)),
  'of it the QR code': figures(taken.map(({ qr }) => qr)),
  'of it the compiler': figures(taken.map(({ render }) => render)),
  'of it the seal': figures(taken.filter(({ sign }) => sign > 0.1).map(({ sign }) => sign)),
  ...Object.fromEntries(kinds.map((kind) => [kind, figures(taken.filter((one) => one.kind === kind).map(total))])),
})
if (worked !== null && workedSince !== null) {
  console.log(`Processor time: ${((workedSince - worked) / wanted).toFixed(1)} ms a paper, both processes.`)
}
console.log('Resident memory, MiB:')
console.table(resident)
