import type { TaskView } from '../api/index.ts'
import { useText } from '../i18n/index.ts'
import { Icon, type IconName } from '../ui/index.ts'
import { deskTexts } from './desk-texts.ts'

interface Look {
  tone: string
  icon: IconName
}

type Compared = TaskView['comparisons'][number]['verdict']
type Checked = TaskView['checks'][number]['result']

const ofComparison: { readonly [verdict in Compared]: Look } = {
  agrees: { tone: 'done', icon: 'check' },
  differs: { tone: 'late', icon: 'x' },
  unknown: { tone: 'soon', icon: 'clock' },
}
const ofRule: { readonly [result in Checked]: Look & { says: 'pass' | 'fail' | 'openCheck' } } = {
  pass: { tone: 'done', icon: 'check', says: 'pass' },
  fail: { tone: 'late', icon: 'x', says: 'fail' },
  open: { tone: 'soon', icon: 'clock', says: 'openCheck' },
}

/** Form against register, in a word. */
export function Verdict({ verdict }: { verdict: Compared }) {
  const { t } = useText(deskTexts)
  const { tone, icon } = ofComparison[verdict]
  return (
    <span className={`st ${tone}`}>
      <Icon name={icon} />
      {t(verdict)}
    </span>
  )
}

/** How a rule came out, in a word. */
export function RuleResult({ result }: { result: Checked }) {
  const { t } = useText(deskTexts)
  const { tone, icon, says } = ofRule[result]
  return (
    <span className={`st ${tone}`}>
      <Icon name={icon} />
      {t(says)}
    </span>
  )
}
