import { useEffect, useState } from 'react'
import { onTheWay, problemOf } from '../api/api-problem.ts'
import { type ApiProblem, asProblem } from '../api/index.ts'
import { useText } from '../i18n/index.ts'
import { Failure, Skeleton } from '../ui/index.ts'
import { deskTexts } from './desk-texts.ts'
import type { CasePaper } from './papers.ts'

/** One paper: pictures turn and grow, a PDF is shown by the browser. */
export function FileView({ paper, turned, zoomed }: { paper: CasePaper; turned: number; zoomed: number }) {
  const { t, pick } = useText(deskTexts)
  const [failed, setFailed] = useState(false)
  if (paper.image) {
    return (
      <figure className={`paper turned-${turned} zoomed-${zoomed}`}>
        {failed ? (
          <Failure problem={onTheWay('network.offline')} onRetry={() => setFailed(false)} />
        ) : (
          <img src={paper.address} alt={pick(paper.name)} onError={() => setFailed(true)} />
        )}
        <figcaption className="small">
          <a href={paper.address} target="_blank" rel="noreferrer">
            {t('newTab')}
          </a>
        </figcaption>
      </figure>
    )
  }
  return <PdfView paper={paper} />
}

type Got = { state: 'loading' } | { state: 'failed'; problem: ApiProblem } | { state: 'shown'; address: string }

/** Files come with a sandbox that keeps a browser from showing PDF in a frame, so the bytes are fetched first. */
function PdfView({ paper }: { paper: CasePaper }) {
  const { t, pick } = useText(deskTexts)
  const [got, setGot] = useState<Got>({ state: 'loading' })
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    let address: string | undefined
    let left = attempt < 0
    pdfAt(paper.address).then(
      (blob) => {
        if (left) return
        address = URL.createObjectURL(blob)
        setGot({ state: 'shown', address })
      },
      (error: unknown) => !left && setGot({ state: 'failed', problem: asProblem(error) }),
    )
    return () => {
      left = true
      if (address) URL.revokeObjectURL(address)
    }
  }, [paper.address, attempt])
  if (got.state === 'loading') return <Skeleton lines={['title', 'wide', 'wide', 'half', 'wide']} />
  if (got.state === 'failed') return <Failure problem={got.problem} onRetry={() => setAttempt(attempt + 1)} />
  return (
    <>
      <iframe className="pdf" src={got.address} title={pick(paper.name)} />
      <p className="small">
        <a href={paper.address} target="_blank" rel="noreferrer">
          {t('newTab')}
        </a>
      </p>
    </>
  )
}

async function pdfAt(address: string): Promise<Blob> {
  const response = await fetch(address).catch(() => {
    throw onTheWay('network.offline')
  })
  if (!response.ok) throw problemOf(await response.json().catch(() => undefined), response)
  return new Blob([await response.arrayBuffer()], { type: 'application/pdf' })
}
