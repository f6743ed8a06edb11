/** What a letter of the counter is: its data from the record, and whether it takes a number. */
import type { TaskDecision } from '../../generated/prisma/client.ts'
import type { Release } from '../../services/index.ts'
import type { PaperContext, PaperData } from '../common-data.ts'

export interface LetterContext extends PaperContext {
  /** The officer's decision that the letter follows from. */
  decision: (TaskDecision & { officer: { fullName: string; title: string } }) | null
  /** The release whose task forms the decisions were made in: the dossier's, or the apology's own. */
  tasksOf: Release
  /** `5/HDHS`, where the letter takes one. */
  number: string | null
}

export interface Letter {
  /** Abbreviation behind the number, which is also its register; absent: the paper takes no number. */
  register?: string
  /** Whether somebody with the right to sign approved it: the paper is signed. */
  signed: boolean
  data(context: LetterContext): Promise<PaperData>
}
