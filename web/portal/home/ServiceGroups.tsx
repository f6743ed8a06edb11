import type { ServiceCard } from '../../api/index.ts'
import { useText } from '../../i18n/index.ts'
import { addresses } from '../addresses.ts'
import { byField } from './find-services.ts'
import { homeTexts } from './home-texts.ts'

const LEVELS = ['commune', 'district'] as const

/** Services by level and field, each with its time and fee. */
export function ServiceGroups({ services }: { services: readonly ServiceCard[] }) {
  const { t, language } = useText(homeTexts)
  return LEVELS.map((level) => {
    const fields = byField(services, level, language)
    if (fields.length === 0) return null
    return (
      <section className="level" aria-labelledby={`level-${level}`} key={level}>
        <h2 id={`level-${level}`}>{t(level)}</h2>
        <div className="groups">
          {fields.map(({ field, services: list }) => (
            <div key={field}>
              <h3>{field}</h3>
              <ul className="bare">
                {list.map((service) => (
                  <ServiceLink service={service} key={service.code} />
                ))}
              </ul>
            </div>
          ))}
        </div>
      </section>
    )
  })
}

function ServiceLink({ service }: { service: ServiceCard }) {
  const { t, pick } = useText(homeTexts)
  const facts = [pick(service.limitText), pick(service.feeText), ...(service.liveUnits === 0 ? [t('notLive')] : [])]
  return (
    <li>
      <a href={addresses.service(service.code)}>
        <span>{pick(service.name)}</span>
        <small>{facts.filter(Boolean).join(' · ')}</small>
      </a>
    </li>
  )
}
