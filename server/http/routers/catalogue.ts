import { type Request, Router } from 'express'
import { kindsInWords } from '#forms'
import type { Platform } from '../../platform.ts'
import { Problem } from '../../problems.ts'
import {
  listUnits,
  liveCounts,
  type ServiceCard,
  type ServiceRelease,
  unitPath,
  unitsWhereLive,
} from '../../services/index.ts'
import { pathParameter, queryParameter } from '../context.ts'

const texts = ({ vi, en }: { vi: string; en: string }) => ({ vi, en })

function cardOf(card: ServiceCard, liveUnits: number) {
  const { code, name, short, level, field, limit, fee } = card
  return {
    code,
    name: texts(name),
    short: texts(short),
    level,
    field: texts(field),
    limitText: texts(limit),
    feeText: texts(fee.summary),
    liveUnits,
  }
}

/** The papers a citizen needs, read from the form: the form is where they are asked. */
function papersOf(release: ServiceRelease) {
  const form = release.form(release.card.files.form ?? '')
  return [...form.fields.values()].flatMap((field) => {
    if (field.control.kind !== 'files') return []
    const condition = field.properties.condition
    const conditional = typeof field.required !== 'boolean'
    return [
      {
        key: field.key,
        name: texts(field.label),
        required: field.required === true,
        condition:
          conditional && condition ? { vi: condition, en: field.properties['condition:en'] ?? condition } : null,
        note: field.description ? texts(field.description) : null,
        original: field.control.showOriginal,
        kinds: kindsInWords(field.control.accept) ?? null,
        maxMB: field.control.maxMB,
      },
    ]
  })
}

export function catalogueRouter(platform: Platform): Router {
  const { catalogue, db } = platform
  const router = Router()

  async function serviceOf(request: Request): Promise<ServiceRelease> {
    const release = await catalogue.live(pathParameter(request, 'service'))
    if (!release) throw new Problem('service.unknown')
    return release
  }

  router.get('/api/services', async (request, response) => {
    const unit = queryParameter(request, 'unit')
    const counts = await liveCounts(platform, unit)
    const services = await catalogue.services()
    const cards = services.map((card) => cardOf(card, counts.get(card.code) ?? 0))
    response.json({ items: unit ? cards.filter((card) => card.liveUnits > 0) : cards })
  })

  router.get('/api/services/:service', async (request, response) => {
    const release = await serviceOf(request)
    const counts = await liveCounts(platform)
    const { applicant, competence, legalBasis, result } = release.card
    response.json({
      card: cardOf(release.card, counts.get(release.serviceCode) ?? 0),
      release: release.number,
      applicant: texts(applicant),
      competence: texts(competence),
      papers: papersOf(release),
      legalBasis: legalBasis.map((law) => ({
        ref: law.ref,
        name: texts(law),
        ...(law.articles ? { articles: law.articles } : {}),
      })),
      resultName: texts(result),
      form: release.formSchema(release.card.files.form ?? ''),
      periods: platform.periods,
    })
  })

  router.get('/api/services/:service/units', async (request, response) => {
    const release = await serviceOf(request)
    const [parent, q] = [queryParameter(request, 'parent'), queryParameter(request, 'q')]
    const by = { ...(parent ? { parent } : {}), ...(q ? { q } : {}) }
    response.json({ items: await unitsWhereLive(platform, release.serviceCode, by) })
  })

  router.get('/api/units', async (request, response) => {
    const [code, parent, level] = ['code', 'parent', 'level'].map((name) => queryParameter(request, name))
    const items = code
      ? await unitPath(db, code)
      : await listUnits(platform, { ...(parent ? { parent } : {}), ...(level ? { level } : {}) })
    response.json({ items })
  })
  return router
}
