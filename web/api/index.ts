/** The API in the browser: typed calls, problems as errors, who is signed in, uploads with progress. */
export { ApiProblem, asProblem } from './api-problem.ts'
export { answer, api, done } from './client.ts'
export { createFormUnits, type FormUnits } from './form-units.ts'
export { attachedFile, formUploads } from './form-uploads.ts'
export { askAgain, platformNow, takeSession, useSession } from './session.ts'
export type * from './types.ts'
export { type Loaded, useLoaded } from './use-loaded.ts'
