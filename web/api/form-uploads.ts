import type { AttachedFile, Field } from '#forms'
import type { Uploads } from '../forms/index.ts'
import { ApiProblem, asProblem } from './api-problem.ts'
import { api, done } from './client.ts'
import type { Upload } from './types.ts'
import { type UploadOwner, uploadFile } from './upload-file.ts'

/** An upload of the API as forms know files. */
export function attachedFile({ id, name, mediaType, size }: Upload): AttachedFile {
  return { id, name, mime: mediaType, size }
}

/** Where a form's files go. `onProblem` is told why one was not taken; the field only shows that. */
export function formUploads(owner: UploadOwner, onProblem: (problem: ApiProblem, file: File) => void): Uploads {
  return {
    upload: async (file, field, onProgress, signal) => {
      try {
        refuseTooLarge(file, field)
        return attachedFile(await uploadFile(file, { owner, field: field.key }, onProgress, signal))
      } catch (error) {
        if (!signal.aborted) onProblem(asProblem(error), file)
        throw error
      }
    },
    remove: (id) => done(api.DELETE('/api/uploads/{id}', { params: { path: { id } } })),
  }
}

/** What would be refused after minutes on a slow line is refused before. */
function refuseTooLarge(file: File, { control }: Field): void {
  if (control.kind !== 'files' || file.size <= control.maxMB * 1024 * 1024) return
  throw new ApiProblem({
    code: 'upload.too-large',
    status: 413,
    title: {
      vi: `Tệp «${file.name}» lớn hơn ${control.maxMB} MB.`,
      en: `The file “${file.name}” is larger than ${control.maxMB} MB.`,
    },
    remedy: {
      vi: 'Hãy giảm dung lượng, ví dụ chụp lại ở cỡ nhỏ hơn.',
      en: 'Make it smaller, for example by taking the picture at a lower size.',
    },
  })
}
