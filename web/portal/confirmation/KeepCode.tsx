import type { DossierView } from '../../api/index.ts'
import { phoneNumber, useText } from '../../i18n/index.ts'
import { Icon } from '../../ui/index.ts'
import { addresses } from '../addresses.ts'
import { confirmationTexts } from './confirmation-texts.ts'

export function KeepCode({ dossier }: { dossier: DossierView }) {
  const { t } = useText(confirmationTexts)
  return (
    <aside aria-labelledby="keep">
      <h2 className="panel-title" id="keep">
        {t('keep')}
      </h2>
      <ul className="keep bare">
        <li>
          <button type="button" className="link" onClick={() => print()}>
            <Icon name="print" />
            {t('print')}
          </button>
        </li>
        <li>
          <a href={addresses.dossier(dossier.code)}>
            <Icon name="star" />
            {t('bookmark')}
          </a>
        </li>
      </ul>
      <p className="small soft">{t('keepHow', { phone: phoneNumber(dossier.phone) })}</p>
    </aside>
  )
}
