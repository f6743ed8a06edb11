import type { DossierView, PaperLink } from '../../api/index.ts'
import { useText } from '../../i18n/index.ts'
import { Icon } from '../../ui/index.ts'
import { dossierTexts } from './dossier-texts.ts'
import { LockedPaper } from './LockedPaper.tsx'

/** Papers to download: letters at once, the result after the hand-over. */
export function Papers({ dossier }: { dossier: DossierView }) {
  const { t } = useText(dossierTexts)
  return (
    <section className="gap" aria-labelledby="papers">
      <h2 className="panel-title" id="papers">
        {t('papers')}
      </h2>
      {dossier.documents.length === 0 ? (
        <p className="small soft">{t('noPapers')}</p>
      ) : (
        <ul className="paper-list bare">
          {dossier.documents.map((paper) => (
            <Paper paper={paper} key={paper.id} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Paper({ paper }: { paper: PaperLink }) {
  const { t, pick } = useText(dossierTexts)
  return (
    <li>
      <div>
        <Icon name="file" /> {pick(paper.name)}
        {paper.number !== null && <small>{t('number', { number: paper.number })}</small>}
        {paper.state === 'void' && <small>{t('void')}</small>}
      </div>
      {paper.state === 'issued' &&
        (paper.downloadable ? (
          <a className="btn second" href={`/api/documents/${paper.id}/file`} download>
            <Icon name="down-line" />
            {t('download')}
            <span className="sr"> {pick(paper.name)}</span>
          </a>
        ) : (
          <LockedPaper paper={paper} />
        ))}
    </li>
  )
}
