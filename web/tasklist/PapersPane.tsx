import { useState } from 'react'
import { Link } from 'react-router'
import type { TaskView } from '../api/index.ts'
import { useText } from '../i18n/index.ts'
import { Failure, Icon, Skeleton } from '../ui/index.ts'
import type { Desk } from './address.ts'
import { deskTexts } from './desk-texts.ts'
import { FileView } from './FileView.tsx'
import { type CasePaper, draftId, papersOf } from './papers.ts'
import { Sheets } from './Sheets.tsx'
import type { PaperDraft } from './use-paper-draft.ts'

interface PapersPaneProps {
  desk: Desk
  view: TaskView
  draft: PaperDraft
  /** The draft was made from other answers than those on screen. */
  stale: boolean
  onDraft: (() => void) | undefined
}

/** The papers beside the case: the draft of this step, what the citizen sent, what was issued. */
export function PapersPane({ desk, view, draft, stale, onDraft }: PapersPaneProps) {
  const { t, pick } = useText(deskTexts)
  const papers = papersOf(view)
  const index = Math.max(
    0,
    papers.findIndex(({ id }) => id === desk.at.paper),
  )
  const paper = papers[index]
  const [turned, setTurned] = useState(0)
  const [zoomed, setZoomed] = useState(0)
  const step = (by: number) => {
    const next = papers[(index + by + papers.length) % papers.length]
    if (next) desk.go({ paper: next.id }, { replace: true })
  }
  return (
    <aside aria-label={t('papers')}>
      <header className="pane-head row">
        <h2>{t('papers')}</h2>
        {papers.length > 0 && (
          <span className="soft">
            {index + 1} / {papers.length}
          </span>
        )}
        <span className="right row tools">
          <Tool name="left" says={t('previous')} off={papers.length < 2} onPress={() => step(-1)} />
          <Tool name="right" says={t('next')} off={papers.length < 2} onPress={() => step(1)} />
          <Tool name="turn" says={t('rotate')} off={!paper?.image} onPress={() => setTurned((turned + 1) % 4)} />
          <Tool name="plus" says={t('zoom')} off={!paper?.image} onPress={() => setZoomed((zoomed + 1) % 3)} />
        </span>
      </header>
      {papers.length === 0 ? (
        <p className="pad soft">{t('noPapers')}</p>
      ) : (
        <ul className="papers">
          {papers.map((each) => (
            <li key={each.id}>
              <Link
                to={desk.href({ paper: each.id })}
                replace
                aria-current={each.id === paper?.id ? 'true' : undefined}
              >
                {pick(each.name)} <small>{each.note}</small>
              </Link>
            </li>
          ))}
        </ul>
      )}
      <Sheets view={view} />
      {paper && (
        <section className="scroll sheet-ground" aria-label={t('page')}>
          {paper.id === draftId ? (
            <DraftPaper draft={draft} stale={stale} name={pick(paper.name)} onDraft={onDraft} />
          ) : (
            <FileView key={paper.id} paper={paper} turned={turned} zoomed={zoomed} />
          )}
        </section>
      )}
    </aside>
  )
}

function Tool(props: { name: 'left' | 'right' | 'turn' | 'plus'; says: string; off: boolean; onPress(): void }) {
  return (
    <button type="button" className="btn icon" aria-label={props.says} disabled={props.off} onClick={props.onPress}>
      <Icon name={props.name} />
    </button>
  )
}

interface DraftPaperProps extends Pick<PapersPaneProps, 'draft' | 'stale' | 'onDraft'> {
  name: CasePaper['id']
}

function DraftPaper({ draft, stale, name, onDraft }: DraftPaperProps) {
  const { t } = useText(deskTexts)
  const again = onDraft && (
    <button type="button" className="btn" onClick={onDraft}>
      {draft.state === 'shown' ? t('draftAgain') : t('showDraft')}
    </button>
  )
  return (
    <div className="draft">
      {draft.state === 'none' && <p>{t('draftWaits')}</p>}
      {draft.state === 'shown' && stale && <p className="note soon">{t('draftStale')}</p>}
      {(draft.state === 'none' || draft.state === 'failed' || stale) && <p className="pad-y">{again}</p>}
      {draft.state === 'loading' && <Skeleton lines={['title', 'wide', 'wide', 'half', 'wide']} />}
      {draft.state === 'failed' && <Failure problem={draft.problem} />}
      {draft.state === 'shown' && (
        <>
          <iframe className="pdf" src={draft.address} title={name} />
          <p>
            <a href={draft.address} target="_blank" rel="noreferrer">
              {t('newTab')}
            </a>
          </p>
        </>
      )}
    </div>
  )
}
