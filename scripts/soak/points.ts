/** The fault points of the happy way, by what they cut: before and after each commit and each call to another. */
const jobTypes = [
  'validate-dossier',
  'lookup-citizen',
  'lookup-register',
  'check-eligibility',
  'calculate-fee',
  'calculate-due',
  'record-status',
  'generate-document',
  'issue-result',
  'update-register',
  'send-sms',
  'close-dossier',
] as const

const ofJobs = jobTypes.flatMap((type) => [`${type}.before`, `${type}.committed`, `${type}.completed`])

/** Ways of start, leases, decisions, papers, effects and messages: the ones that the short run goes through. */
export const shortPoints = [
  'submit.before',
  'submit.committed',
  'outbox.create.before',
  'outbox.create.after',
  'open-dossier.before',
  'open-dossier.committed',
  'open-dossier.completed',
  'task.admit.before',
  'task.admit.committed',
  'decide.committed',
  'outbox.complete.before',
  'outbox.complete.after',
  'issue.stored',
  'effect.after',
] as const

/** All points that a case on the happy way passes. */
export const allPoints: readonly string[] = [
  ...shortPoints,
  'upload.stored',
  'sms.submit.before',
  'sms.submit.after',
  'lookup.before',
  'lookup.after',
  'effect.before',
  'evaluate.before',
  'evaluate.after',
  ...ofJobs,
]
