import { useQuery } from '@tanstack/react-query'
import { onTheWay } from '../api/api-problem.ts'
import { type ApiProblem, asProblem, type Health } from '../api/index.ts'
import { useText } from '../i18n/index.ts'
import { Failure, Icon, type IconName, Skeleton } from '../ui/index.ts'
import { operationsTexts } from './operations-texts.ts'

type PartState = Health['parts'][string]['state']

const looks: { readonly [state in PartState]: { tone: string; icon: IconName } } = {
  ready: { tone: 'done', icon: 'check' },
  starting: { tone: 'soon', icon: 'clock' },
  down: { tone: 'late', icon: 'alert' },
}

/** A part that is down is an answer (503), not a failure of this page. */
async function askHealth(): Promise<Health> {
  const body: unknown = await fetch('/api/health', { headers: { accept: 'application/json' } }).then(
    (response) => response.json().catch(() => undefined),
    () => {
      throw onTheWay('network.offline')
    },
  )
  if (!isHealth(body)) throw onTheWay('network.not-understood')
  return body
}

function isHealth(body: unknown): body is Health {
  return typeof body === 'object' && body !== null && 'parts' in body && 'ready' in body
}

export function HealthParts() {
  const { t } = useText(operationsTexts)
  const health = useQuery<Health, ApiProblem>({ queryKey: ['health'], queryFn: askHealth, refetchInterval: 10_000 })
  if (health.isPending) return <Skeleton lines={['title', 'wide', 'wide', 'wide']} />
  if (health.error) return <Failure problem={asProblem(health.error)} onRetry={() => void health.refetch()} />
  return (
    <div className="wide">
      <table className="t">
        <caption>{t('health')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('part')}</th>
            <th scope="col">{t('state')}</th>
            <th scope="col">{t('detail')}</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(health.data.parts).map(([name, { state, detail }]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                <span className={`st ${looks[state].tone}`}>
                  <Icon name={looks[state].icon} />
                  {t(state)}
                </span>
              </td>
              <td className="soft">{detail}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
