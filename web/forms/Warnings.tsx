import type { Language, Problem } from '#forms'
import { word } from './words.ts'

/** Rules of law that an answer goes against: read with their ground, and gone on from knowingly. */
export function Warnings({ warnings, language }: { warnings: readonly Problem[]; language: Language }) {
  return (
    <div className="note" role="alert">
      <b>{word('pleaseNote', language)}</b>
      <ul>
        {warnings.map(({ code, message, legalRef }) => (
          <li key={code}>
            {message[language]}
            {legalRef !== undefined && <span className="soft"> ({legalRef})</span>}
          </li>
        ))}
      </ul>
      <p>{word('goOnAnyway', language)}</p>
    </div>
  )
}
