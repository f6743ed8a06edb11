import { useId } from 'react'
import type { Unit } from '../../api/index.ts'
import { useText } from '../../i18n/index.ts'
import { serviceTexts } from './service-texts.ts'

interface UnitSelectProps {
  label: string
  units: readonly Unit[]
  value: string
  onValue(code: string): void
  id?: string
}

export function UnitSelect({ label, units, value, onValue, id }: UnitSelectProps) {
  const { t } = useText(serviceTexts)
  const own = useId()
  return (
    <div className="field">
      <label htmlFor={id ?? own}>{label}</label>
      <select className="in w30" id={id ?? own} value={value} onChange={(event) => onValue(event.target.value)}>
        <option value="">{t('choose')}</option>
        {units.map(({ code, name }) => (
          <option value={code} key={code}>
            {name}
          </option>
        ))}
      </select>
    </div>
  )
}
