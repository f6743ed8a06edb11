import '../../forms/forms.css'
import { describe } from '#forms'
import { type DossierView, useLoaded } from '../../api/index.ts'
import { FormRows } from '../../forms/index.ts'
import { useText } from '../../i18n/index.ts'
import { Shown } from '../../ui/index.ts'
import { dossierTexts } from './dossier-texts.ts'
import { loadForm } from './load-form.ts'

/** What was submitted, in words, with its files. */
export function GivenAnswers({ dossier }: { dossier: DossierView }) {
  const { language } = useText(dossierTexts)
  const form = useLoaded(dossier.code, () => loadForm(dossier))
  return (
    <Shown of={form} skeleton={['wide', 'wide', 'wide']}>
      {(loaded) => (
        <FormRows
          steps={describe(loaded.form, dossier.answers, loaded.context, language)}
          language={language}
          fileHref={({ id }) => `/api/uploads/${id}?inline=1`}
          givenOnly
        />
      )}
    </Shown>
  )
}
