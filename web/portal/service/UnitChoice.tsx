import { useEffect, useState } from 'react'
import { type Loaded, type ServiceCard, type Unit, useLoaded } from '../../api/index.ts'
import { useText } from '../../i18n/index.ts'
import { Icon, Shown } from '../../ui/index.ts'
import { districtOf, districtsWith, liveUnits } from './live-units.ts'
import { serviceTexts } from './service-texts.ts'
import { UnitSelect } from './UnitSelect.tsx'
import { unitInAddress, unitToAddress } from './unit-in-address.ts'

interface UnitChoiceProps {
  service: ServiceCard
  unit: Unit | undefined
  onUnit(unit: Unit | undefined): void
}

/** The unit to file at, among those where the service is live; it stands in the address, so that a link can name it. */
export function UnitChoice({ service, unit, onUnit }: UnitChoiceProps) {
  const { t } = useText(serviceTexts)
  const places = useLoaded(service.code, async (signal) => {
    const live = await liveUnits(service.code, undefined, signal)
    if (service.level === 'district') return { live, districts: [], asked: undefined }
    const [districts, asked] = await Promise.all([
      districtsWith(live, signal),
      districtOf(live, unitInAddress(), signal),
    ])
    return { live, districts, asked }
  })
  const chosen = (next: Unit | undefined) => {
    unitToAddress(next?.code)
    onUnit(next)
  }
  return (
    <div className="unit-choice">
      <Shown of={places} skeleton={['short', 'field']}>
        {({ live, districts, asked }) => {
          if (live.units.length === 0) return <p>{t('noUnits')}</p>
          if (service.level === 'district') {
            return <Units units={live.units} label={t('district')} unit={unit} onUnit={chosen} />
          }
          const { code } = service
          return <ByDistrict {...{ service: code, districts, asked, known: live, unit, onUnit: chosen }} />
        }}
      </Shown>
      {unit && (
        <p className="live" role="status">
          <Icon name="check" />
          {t('live', { unit: unit.name })}
        </p>
      )}
    </div>
  )
}

interface ByDistrictProps {
  service: string
  districts: readonly Unit[]
  /** The district of the unit that the address names. */
  asked: string | undefined
  known: { complete: boolean; units: readonly Unit[] }
  unit: Unit | undefined
  onUnit(unit: Unit | undefined): void
}

function ByDistrict({ service, districts, asked, known, unit, onUnit }: ByDistrictProps) {
  const { t } = useText(serviceTexts)
  const only = districts.length === 1 ? districts[0]?.code : undefined
  const [district, setDistrict] = useState(asked ?? only ?? '')
  const below: Loaded<readonly Unit[]> = useLoaded(district, async (signal) => {
    if (known.complete) return known.units.filter(({ parent }) => parent === district)
    return (await liveUnits(service, district, signal)).units
  })
  return (
    <>
      <UnitSelect
        label={t('district')}
        units={districts}
        value={district}
        onValue={(code) => {
          setDistrict(code)
          onUnit(undefined)
        }}
      />
      {district !== '' && (
        <Shown of={below} skeleton={['short', 'field']}>
          {(units) =>
            units.length === 0 ? (
              <p>{t('noUnitsHere')}</p>
            ) : (
              <Units units={units} label={t('commune')} unit={unit} onUnit={onUnit} key={district} />
            )
          }
        </Shown>
      )}
    </>
  )
}

interface UnitsProps {
  units: readonly Unit[]
  label: string
  unit: Unit | undefined
  onUnit(unit: Unit | undefined): void
}

/** Takes the unit that the address names, once its list is there. */
function Units({ units, label, unit, onUnit }: UnitsProps) {
  const [asked] = useState(unitInAddress)
  const named = unit === undefined ? units.find(({ code }) => code === asked) : undefined
  useEffect(() => {
    if (named) onUnit(named)
  }, [named, onUnit])
  return (
    <UnitSelect
      label={label}
      units={units}
      value={unit?.code ?? ''}
      onValue={(code) => onUnit(units.find((each) => each.code === code))}
      id="unit"
    />
  )
}
