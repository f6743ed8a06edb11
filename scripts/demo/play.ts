/** Plays one dossier's way, act by act, each written down before and after, so that it can be gone on with. */
import { seededChance } from '../../server/simulators/population/random.ts'
import { type Citizen, Refused, type Schemas } from './caller.ts'
import { decisionOn } from './decisions.ts'
import type { Desk } from './desk.ts'
import type { Gate } from './gate.ts'
import type { Ledger } from './ledger.ts'
import { answersFor, type Filer, units } from './people.ts'
import { scan } from './picture.ts'
import type { Act, Story } from './stories.ts'

type DossierView = Schemas['DossierView']

const service = 'commune-civil-status-extract'
const giveUpMs = 600_000
const lookEveryMs = 1_000

export interface Stage {
  seed: string
  /** The platform's day. */
  today: string
  ledger: Ledger
  desks: ReadonlyMap<string, Desk>
  /** At most so many requests at once. */
  gate: Gate
  progressed(): void
}

export interface Part {
  n: number
  story: Story
  filer: Filer
  citizen: Citizen
  /** A person has one draft for a service and unit: one request after the other. */
  turn: Gate
}

export async function playDossier(stage: Stage, part: Part): Promise<DossierView> {
  const { ledger, gate } = stage
  const { n, story, citizen } = part
  const code = ledger.of(n).code ?? (await part.turn(() => gate(() => fileDossier(stage, part))))
  const known = new Set<string>()
  for (const [place, act] of story.acts.entries()) {
    if (place < ledger.of(n).done) continue
    await plays[act.kind](stage, part, { code, act, known, asked: place })
    ledger.write({ n, done: place + 1 })
    stage.progressed()
  }
  return gate(() => citizen.call<DossierView>('GET', `/api/dossiers/${code}`))
}

async function fileDossier({ seed, ledger }: Stage, { n, story, filer, citizen }: Part): Promise<string> {
  const progress = ledger.of(n)
  let draftId = progress.draft
  if (!draftId) {
    const draft = await citizen.call<Schemas['Draft']>('POST', '/api/drafts', { service, unit: filer.unit })
    const wish = filer.wishes[Math.floor(n / 50) % filer.wishes.length]
    if (!wish) throw new Error(`${filer.name} has nothing to ask for`)
    const answers = twisted(answersFor(filer, wish, seededChance(`demo:${seed}:dossier:${n}`)), story, filer)
    const papers = ['identityScan', ...(wish.relation === 'uy-quyen' ? ['authorisation'] : [])]
    const attached: { [key: string]: object[] } = {}
    for (const [place, field] of papers.entries()) {
      const file = scan(field === 'identityScan' ? 'Căn cước công dân.png' : 'Văn bản uỷ quyền.png', n * 8 + place)
      attached[field] = [await upload(citizen, `draft=${draft.id}`, field, file)]
    }
    const body = { answers: { ...answers, ...attached } }
    await citizen.call('PUT', `/api/drafts/${draft.id}`, body, { 'if-match': `"${draft.version}"` })
    draftId = draft.id
    ledger.write({ n, draft: draftId })
  }
  const { code } = await citizen.call<DossierView>('POST', '/api/dossiers', { draftId })
  ledger.write({ n, code })
  return code
}

async function upload(citizen: Citizen, owner: string, field: string, file: ReturnType<typeof scan>): Promise<object> {
  const { id, name, mediaType, size } = await citizen.call<Schemas['Upload']>(
    'POST',
    `/api/uploads?${owner}&field=${field}`,
    file,
  )
  return { id, name, mime: mediaType, size }
}

function twisted(answers: { [key: string]: unknown }, { twist }: Story, filer: Filer): { [key: string]: unknown } {
  switch (twist) {
    case 'none':
      return answers
    case 'post':
      return { ...answers, pickupMethod: 'buu-dien', postalAddress: `${filer.person.address}, Thanh Trì, Hà Nội` }
    case 'elsewhere':
      return { ...answers, registerPlaceUnit: askedUnit(filer.unit) }
    case 'unknown-entry': {
      // Thirteen years off: no slip of the pen.
      const [year = '', ...rest] = String(answers.subjectDob).split('-')
      return { ...answers, subjectDob: [Number(year) - 13, ...rest].join('-') }
    }
  }
}

const askedUnit = (unit: string): string => units.find(({ code }) => code !== unit)?.code ?? unit

interface Moment {
  code: string
  act: Act
  known: Set<string>
  asked: number
}
type Play = (stage: Stage, part: Part, moment: Moment) => Promise<void>

const plays: { readonly [kind in Act['kind']]: Play } = {
  async decide(stage, part, { code, act, known, asked }) {
    if (act.kind !== 'decide') return
    const { n } = part
    const { desk, officer } = deskFor(stage, part, act.step)
    const begunOn = stage.ledger.of(n).begunOn
    const id = begunOn ?? (await desk.sees(code, act.step, known)).id
    known.add(id)
    await stage.gate(async () => {
      const view = await officer.call<Schemas['TaskView']>('GET', `/api/tasks/${id}`)
      // Cut off between the decision and the line in the ledger: it was decided.
      if (view.row.state === 'decided' || view.row.state === 'closed') return
      stage.ledger.write({ n, begun: id })
      await officer.call('POST', `/api/tasks/${id}/claim`)
      const decision = decisionOn(view, act.outcome, { n: n * 10 + asked, today: stage.today })
      // A leader looks at the draft before any word on it.
      const shown = act.step === 'sign'
      const preview = shown
        ? await officer.exchange('POST', `/api/tasks/${id}/preview`, { form: decision.form })
        : undefined
      const hash = preview?.headers['x-preview-hash']
      await officer.call('POST', `/api/tasks/${id}/decision`, { ...decision, ...(hash ? { previewHash: hash } : {}) })
    })
  },

  async claim(stage, part, { code, act, known }) {
    if (act.kind !== 'claim') return
    const { desk, officer } = deskFor(stage, part, act.step)
    const { id } = await desk.sees(code, act.step, known)
    await stage.gate(() => officer.call('POST', `/api/tasks/${id}/claim`))
  },

  async see(stage, part, { code, act, known }) {
    if (act.kind === 'see') await deskFor(stage, part, act.step).desk.sees(code, act.step, known)
  },

  async asked(stage, part, { code }) {
    await dossierWhen(stage, part, code, 'asked for something', ({ requests }) =>
      requests.some(({ state }) => state === 'open'),
    )
  },

  async supply(stage, part, { code, asked }) {
    const { gate } = stage
    const { citizen, n } = part
    const { requests } = await gate(() => citizen.call<DossierView>('GET', `/api/dossiers/${code}`))
    const open = requests.find(({ state }) => state === 'open')
    // Answered before the run was cut off.
    if (!open) return
    await gate(async () => {
      const better = await upload(
        citizen,
        `request=${open.id}`,
        'identityScan',
        scan('Căn cước chụp lại.png', n * 8 + 4 + (asked % 4)),
      )
      await citizen.call('POST', `/api/dossiers/${code}/requests/${open.id}/answer`, {
        answers: { identityScan: [better] },
      })
    })
  },

  async withdraw(stage, { citizen }, { code }) {
    await stage.gate(() =>
      citizen.call('POST', `/api/dossiers/${code}/withdrawal`, {}).catch((error) => {
        // Withdrawn before the run was cut off.
        if (!(error instanceof Refused) || error.status !== 409) throw error
      }),
    )
  },

  async reads(stage, part, { code, act }) {
    if (act.kind === 'reads') await dossierWhen(stage, part, code, act.status, ({ status }) => status === act.status)
  },
}

function deskFor({ desks }: Stage, { n, filer }: Part, step: string) {
  const unit = step === 'await-verification' ? askedUnit(filer.unit) : filer.unit
  const desk = desks.get(unit)
  if (!desk) throw new Error(`no desk at ${unit}`)
  return { desk, officer: desk.officer(n, step) }
}

async function dossierWhen(
  { gate }: Stage,
  { citizen }: Part,
  code: string,
  what: string,
  fits: (dossier: DossierView) => boolean,
): Promise<void> {
  for (const end = Date.now() + giveUpMs; Date.now() < end; ) {
    if (fits(await gate(() => citizen.call<DossierView>('GET', `/api/dossiers/${code}`)))) return
    await new Promise((done) => setTimeout(done, lookEveryMs))
  }
  throw new Error(`${code} is not ${what} after ${giveUpMs / 1000} s`)
}
