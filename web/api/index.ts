/** The API in the browser: typed calls, problems as errors, who is signed in, uploads with progress. */
export { ApiProblem, asProblem, type FieldProblem } from './api-problem.ts'
export { answer, api, done } from './client.ts'
export { createFormUnits, type FormUnits } from './form-units.ts'
export { attachedFile, formUploads } from './form-uploads.ts'
export { askAgain, type KnownSession, platformNow, readSession, takeSession, useSession } from './session.ts'
export type * from './types.ts'
export { type UploadOwner, uploadFile } from './upload-file.ts'
export { type Loaded, useLoaded } from './use-loaded.ts'
