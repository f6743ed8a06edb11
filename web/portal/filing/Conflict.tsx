import { useEffect, useRef } from 'react'
import { describe } from '#forms'
import type { Draft } from '../../api/index.ts'
import type { TypedAnswers } from '../../forms/index.ts'
import { useText } from '../../i18n/index.ts'
import { filingTexts } from './filing-texts.ts'
import { type Filing, withUploads } from './load-filing.ts'

interface ConflictProps {
  filing: Filing
  mine: TypedAnswers
  theirs: Draft
  onMine(): void
  onTheirs(): void
}

/** The draft was changed in another window: both values of each answer that differs, and the choice. */
export function Conflict({ filing, mine, theirs, onMine, onTheirs }: ConflictProps) {
  const { t, language } = useText(filingTexts)
  const box = useRef<HTMLElement>(null)
  useEffect(() => box.current?.focus(), [])
  const rowsOf = (answers: unknown) =>
    describe(filing.form, answers, filing.context, language).flatMap(({ rows }) => rows)
  const other = new Map(rowsOf(withUploads(filing.form, theirs)).map((row) => [row.path, row]))
  const here = new Map(rowsOf(mine).map((row) => [row.path, row]))
  const differing = [...new Set([...here.keys(), ...other.keys()])].filter(
    (path) => (here.get(path)?.text ?? '') !== (other.get(path)?.text ?? ''),
  )
  return (
    <section className="sum conflict" aria-labelledby="conflict" tabIndex={-1} ref={box}>
      <h2 id="conflict">{t('conflictTitle')}</h2>
      <p>{t('conflictHow')}</p>
      <dl className="rows">
        {differing.map((path) => (
          <div key={path}>
            <dt>{(here.get(path) ?? other.get(path))?.label}</dt>
            <dd>
              <span className="soft small">{t('mineHere')}:</span> {here.get(path)?.text || t('empty')}
              <br />
              <span className="soft small">{t('theirs')}:</span> {other.get(path)?.text || t('empty')}
            </dd>
          </div>
        ))}
      </dl>
      <div className="acts">
        <button type="button" className="btn" onClick={onMine}>
          {t('keepMine')}
        </button>
        <button type="button" className="btn second" onClick={onTheirs}>
          {t('takeTheirs')}
        </button>
      </div>
    </section>
  )
}
