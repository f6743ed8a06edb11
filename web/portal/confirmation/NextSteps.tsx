import type { DossierView, ServiceDetail } from '../../api/index.ts'
import { inSentence, longInstant, money, phoneNumber, useText } from '../../i18n/index.ts'
import { confirmationTexts } from './confirmation-texts.ts'

/** What happens next, when, and who has it. */
export function NextSteps({ dossier, service }: { dossier: DossierView; service: ServiceDetail }) {
  const { t, pick, language } = useText(confirmationTexts)
  const { phone, fee, dueAt } = dossier
  const unit = inSentence(dossier.unit.name)
  const received = dossier.receivedAt ?? dossier.submittedAt
  const due = dueAt === null ? t('ready') : t('due', { when: longInstant(dueAt, language) })
  return (
    <ol className="next">
      <li>
        <b>{t('desk', { when: longInstant(received, language) })}</b>
        <span>{t('deskWork', { unit, phone: phoneNumber(phone) })}</span>
      </li>
      <li>
        <b>{t('work')}</b>
        <span>{t('workTime', { unit, limit: pick(service.card.limitText) })}</span>
      </li>
      <li>
        <b>{due}</b>
        <span>{t('collect', { unit, fee: fee ? money(fee.amount) : pick(service.card.feeText) })}</span>
      </li>
    </ol>
  )
}
