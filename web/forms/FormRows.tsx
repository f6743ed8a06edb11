import { Fragment, type ReactNode } from 'react'
import { type AttachedFile, type DescribedRow, type DescribedStep, inSentence, type Language } from '#forms'
import { withBreaks } from './Markup.tsx'
import { fileSize, word } from './words.ts'

export interface FormRowsProps {
  /** From `describe`. */
  steps: readonly DescribedStep[]
  language: Language
  /** Where a row is changed; without it the rows are read-only. */
  editHref?: (step: DescribedStep, row: DescribedRow) => string
  /** Where a file is seen; without it only its name is shown. */
  fileHref?: (file: AttachedFile) => string
  /** Rows without an answer are left out. */
  givenOnly?: boolean
}

/** Answers in words, step by step: the check-answers page, the case. */
export function FormRows({ steps, language, editHref, fileHref, givenOnly = false }: FormRowsProps) {
  return (
    <>
      {steps.map((step) => {
        const rows = step.rows.filter((row) => !givenOnly || row.text !== '')
        if (rows.length === 0) return null
        return (
          <section key={step.key} aria-labelledby={`step-${step.key}`}>
            {step.title !== '' && (
              <h2 className="rows-title" id={`step-${step.key}`}>
                {step.title}
              </h2>
            )}
            <dl className={editHref ? 'rows' : 'rows plain'}>
              {rows.map((row) => (
                <div key={row.path}>
                  <dt>{row.label}</dt>
                  <dd>
                    <Answer row={row} language={language} fileHref={fileHref} />
                  </dd>
                  {editHref && (
                    <dd className="do">
                      <a href={editHref(step, row)}>
                        {word('edit', language)}
                        <span className="sr"> {inSentence(row.label)}</span>
                      </a>
                    </dd>
                  )}
                </div>
              ))}
            </dl>
          </section>
        )
      })}
    </>
  )
}

interface AnswerProps {
  row: DescribedRow
  language: Language
  fileHref: FormRowsProps['fileHref']
}

function Answer({ row, language, fileHref }: AnswerProps): ReactNode {
  if (row.text === '') return <span className="soft">{word('notGiven', language)}</span>
  if (row.files) return <Files files={row.files} language={language} fileHref={fileHref} />
  if (row.entries) {
    return row.entries.map((entry) => (
      <p key={entry[0]?.path}>
        {entry
          .filter((part) => part.text !== '')
          .map((part) => `${part.label}: ${part.text}`)
          .join('; ')}
      </p>
    ))
  }
  return withBreaks(row.text)
}

function Files({ files, language, fileHref }: { files: readonly AttachedFile[] } & Omit<AnswerProps, 'row'>) {
  return files.map((file, index) => (
    <Fragment key={file.id}>
      {index > 0 && <br />}
      {fileHref ? <a href={fileHref(file)}>{file.name}</a> : file.name}{' '}
      <span className="soft small">{fileSize(file.size, language)}</span>
    </Fragment>
  ))
}
