/**
 * How long from the answer's last byte of a submission to the row in `GET /api/tasks`: 20 citizens at once, 200 in all,
 * against a running instance; then how long until a withdrawn dossier's task has left the lists, 50 of them.
 * `node --import tsx scripts/bench-submit.ts BASE INBOX PASSWORD`.
 */
import { aPicture, Citizen, dongMy, hoasRequest, Officer, service, until } from '../test/support/players.ts'

const [base = 'http://localhost:3000', inbox = '', password = ''] = process.argv.slice(2)
const citizens = 20
const each = 10

async function codeSentTo(phone: string): Promise<string> {
  return until('the code', async () => {
    const messages = JSON.stringify(await (await fetch(new URL(`messages?to=${phone}`, inbox))).json())
    return messages.match(/ma xac nhan cua ban la (\d{6})/)?.[1]
  })
}

const officer = new Officer(base)
await officer.signIn('motcua.dongmy', password)
const people = await Promise.all(
  Array.from({ length: citizens }, async (_, index) => {
    const phone = `09${String(Date.now() % 1_000_000).padStart(6, '0')}${String(index).padStart(2, '0')}`
    const citizen = new Citizen(base, phone, codeSentTo)
    await citizen.signIn()
    return citizen
  }),
)

const submitted = new Map<string, number>()
const seen = new Map<string, number>()
let filing = true
async function watch(): Promise<void> {
  while (filing || [...submitted.keys()].some((code) => !seen.has(code))) {
    const rows = await officer.tasks('unclaimed')
    const now = performance.now()
    for (const { dossierCode } of rows) if (!seen.has(dossierCode)) seen.set(dossierCode, now)
    await new Promise((done) => setTimeout(done, 100))
  }
}
const watching = watch()
const submitTimes: number[] = []
await Promise.all(
  people.map(async (citizen) => {
    for (let count = 0; count < each; count++) {
      const draft = await citizen.openDraft(service, dongMy)
      const { id, name, mediaType, size } = await citizen.upload({ draft: draft.id }, 'identityScan', aPicture())
      const answers = {
        ...hoasRequest,
        contactPhone: citizen.phone,
        identityScan: [{ id, name, mime: mediaType, size }],
      }
      const saved = await citizen.save(draft, answers)
      const started = performance.now()
      const { code } = await citizen.submit(saved.id)
      const ended = performance.now()
      submitTimes.push(ended - started)
      submitted.set(code, ended)
    }
  }),
)
filing = false
await watching

// Each citizen withdraws some of what was just filed, one after another.
const gone: number[] = []
const withdrawals = 50
await Promise.all(
  people.slice(0, 5).map(async (citizen) => {
    const own = (await citizen.call<{ items: { code: string }[] }>('GET', '/api/dossiers')).items
    for (const { code } of own.slice(0, withdrawals / 5)) {
      await citizen.withdraw(code)
      const told = performance.now()
      await until(`${code} has left the lists`, async () => (await officer.tasks('unit', code)).length === 0)
      gone.push(performance.now() - told)
    }
  }),
)

const waits = [...submitted].map(([code, at]) => Math.max(0, (seen.get(code) ?? Number.POSITIVE_INFINITY) - at))
const percentile = (values: number[], share: number) =>
  [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)]?.toFixed(0)
console.table({
  'POST /api/dossiers, ms': {
    p50: percentile(submitTimes, 0.5),
    p95: percentile(submitTimes, 0.95),
    max: percentile(submitTimes, 1),
  },
  'withdrawal to out of the lists, ms': {
    p50: percentile(gone, 0.5),
    p95: percentile(gone, 0.95),
    max: percentile(gone, 1),
  },
  'answer to task row, ms': { p50: percentile(waits, 0.5), p95: percentile(waits, 0.95), max: percentile(waits, 1) },
})
console.log(
  `${submitted.size} submitted and seen; ratio of task row to submission (p95): ${(Number(percentile(waits, 0.95)) / Number(percentile(submitTimes, 0.95))).toFixed(2)}`,
)
