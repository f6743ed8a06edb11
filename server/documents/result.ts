/** The data of a service's result paper, as its card says: FEEL over answers, register entry, draft and issue. */
import type { JsonValue } from '#feel'
import { cityDay, cityInstant } from '../clock.ts'
import { type CaseScope, caseScope, jsonObject, lookupsOf } from '../dossiers/case-scope.ts'
import { cityUnits } from '../services/unit-map.ts'
import { checkLine, type PaperContext, type PaperData, signerBlock, unitWords } from './common-data.ts'

export interface Issue {
  /** Null in a preview. */
  number: string | null
  seq: number | null
  signer: { fullName: string; title: string } | null
}

/** How a draft names an entry of a register: `<unit code>/<book>/<number>`. */
export function entryId(entry: JsonValue): string | undefined {
  const { unit, bookNumber, entryNumber } = jsonObject(entry)
  const code = typeof unit === 'object' && unit !== null ? jsonObject(unit).code : unit
  return typeof entryNumber === 'string' ? [code ?? '', bookNumber ?? '', entryNumber].join('/') : undefined
}

/** The register entry that the officer chose in the draft; null when the draft was written from the paper book. */
function chosenEntry(draft: PaperData, lookups: Awaited<ReturnType<typeof lookupsOf>>): JsonValue {
  const entries = Object.values(lookups).flatMap((lookup) => lookup.entries)
  return entries.find((entry) => entryId(entry) === draft.entry) ?? null
}

/** What the card's expressions about the result see. `draft` is the form of the last drafting decision. */
export async function resultScope(context: PaperContext, draft: PaperData, issue: Issue): Promise<CaseScope> {
  const { platform, tx, dossier, release, answers, at } = context
  const lookups = await lookupsOf(tx, dossier.id)
  const unit = await unitWords(tx, dossier.unitCode)
  return caseScope({
    dossier,
    release,
    answers,
    now: at,
    periods: platform.periods,
    units: await cityUnits(tx),
    names: {
      lookup: lookups,
      draft,
      entry: chosenEntry(draft, lookups),
      unit,
      issue: {
        number: issue.number,
        on: cityDay(at),
        signer: issue.signer?.fullName ?? null,
        signerTitle: issue.signer?.title ?? null,
        underDeputy: false,
      },
    },
  })
}

/** Puts a value at a dotted path, making the objects between. */
function place(data: PaperData, path: string, value: JsonValue): void {
  const [first = '', ...rest] = path.split('.')
  if (rest.length === 0) {
    data[first] = value
    return
  }
  const inner = jsonObject(data[first])
  place(inner, rest.join('.'), value)
  data[first] = inner
}

export async function resultData(context: PaperContext, draft: PaperData, issue: Issue): Promise<PaperData> {
  const { tx, dossier, release, at } = context
  const scope = await resultScope(context, draft, issue)
  const unit = await unitWords(tx, dossier.unitCode)
  const data: PaperData = {
    date: cityInstant(at),
    unit,
    dossier: { code: dossier.code },
    number: issue.number,
    signer: signerBlock(issue.signer),
    signature: issue.signer ? { by: String(unit.full), name: issue.signer.fullName, at: cityInstant(at) } : null,
    check: checkLine(context),
  }
  for (const [path, source] of Object.entries(release.card.result.paper)) place(data, path, scope.evaluate(source))
  return data
}

/** `{seq}/TL-{eventAbbrev}-BS` with its parts worked out. */
export function resultNumber(release: PaperContext['release'], scope: CaseScope, seq: number, year: number): string {
  const { numbering, numberParts } = release.card.result
  return numbering.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (name === 'seq') return String(seq)
    if (name === 'year') return String(year)
    const part = numberParts?.[name]
    const value = part ? scope.evaluate(part.from) : null
    const word = typeof value === 'string' ? part?.words[value] : undefined
    if (!word) throw new Error(`numbering of ${release.serviceCode}: no word for {${name}}`)
    return word
  })
}
