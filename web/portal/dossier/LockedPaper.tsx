import { useId, useState } from 'react'
import { type ApiProblem, answer, api, asProblem, type PaperLink } from '../../api/index.ts'
import { useText } from '../../i18n/index.ts'
import { Failure, Icon } from '../../ui/index.ts'
import { dossierTexts } from './dossier-texts.ts'
import { saveFile } from './save-file.ts'

/**
 * The button of a paper that is not open yet says why. It still asks when pressed: the server decides, and the result may
 * have been handed over since the page was loaded.
 */
export function LockedPaper({ paper }: { paper: PaperLink }) {
  const { t, pick } = useText(dossierTexts)
  const why = useId()
  const [problem, setProblem] = useState<ApiProblem>()
  const ask = async () => {
    setProblem(undefined)
    try {
      const params = { path: { id: paper.id } }
      const file = await answer(api.GET('/api/documents/{id}/file', { params, parseAs: 'blob' }))
      saveFile(file, `${pick(paper.name)}.pdf`)
    } catch (error) {
      setProblem(asProblem(error))
    }
  }
  return (
    <div className="locked">
      <button type="button" className="btn second" aria-describedby={why} onClick={ask}>
        <Icon name="lock" />
        {t('download')}
        <span className="sr"> {pick(paper.name)}</span>
      </button>
      {problem ? (
        <Failure problem={problem} />
      ) : (
        <p className="small soft" id={why}>
          {t('notYet')}
        </p>
      )}
    </div>
  )
}
