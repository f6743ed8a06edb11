import { useEffect, useRef, useState } from 'react'
import type { AttachedFile } from '#forms'
import type { ControlProps } from '../control-props.ts'
import { GroupFrame } from '../Frame.tsx'
import { useFormPage } from '../form-page.ts'
import { fileLimits, fileSize, word } from '../words.ts'

/** A file on its way, or one that did not arrive. */
interface Transfer {
  key: string
  name: string
  /** 0 to 1. */
  progress: number
  failed: boolean
}

/** Attachments: each file goes up at once, with its progress; the answer lists what has arrived. */
export function FilesControl({ field, control, path, id, value, view }: ControlProps<'files'>) {
  const { language } = useFormPage()
  const files = attached(value)
  const { transfers, add, remove } = useTransfers({ field, control, path, value })
  const hints = [
    fileLimits(control.maxFiles, control.maxMB, control.accept, language),
    ...(control.showOriginal && !field.description ? [word('original', language)] : []),
  ]
  const several = control.maxFiles > 1
  return (
    <GroupFrame field={field} path={path} id={id} view={view} hints={hints}>
      {(described) => (
        <>
          <ul className="files">
            {files.map((file) => (
              <li key={file.id}>
                <i className="i i-file" aria-hidden="true" />
                <span className="name">{file.name}</span>
                <span className="soft small">{fileSize(file.size, language)}</span>
                <button type="button" className="btn second" onClick={() => remove(file)}>
                  {word('remove', language)}
                  <span className="sr"> {file.name}</span>
                </button>
              </li>
            ))}
            {transfers.map((transfer) => (
              <li key={transfer.key}>
                <i className="i i-file" aria-hidden="true" />
                <span className="name">{transfer.name}</span>
                {transfer.failed ? (
                  <span className="err">{word('uploadFailed', language)}</span>
                ) : (
                  <progress
                    max={1}
                    value={transfer.progress}
                    aria-label={`${word('uploading', language)} ${transfer.name}`}
                  />
                )}
              </li>
            ))}
          </ul>
          <p className="sr" role="status">
            {files.length > 0 && `${word('uploaded', language)}: ${files.map((file) => file.name).join(', ')}`}
          </p>
          {/* The browser's own button would speak the browser's language. The control lies over ours, for dropping too. */}
          <div className="pick">
            <input
              {...described}
              type="file"
              id={id}
              aria-label={word(several ? 'addFiles' : 'addFile', language)}
              accept={control.accept.join(',') || undefined}
              multiple={several}
              onChange={(event) => {
                add([...(event.target.files ?? [])])
                event.target.value = ''
              }}
            />
            <span className="btn second" aria-hidden="true">
              {word(several ? 'addFiles' : 'addFile', language)}
            </span>
          </div>
        </>
      )}
    </GroupFrame>
  )
}

function useTransfers({ field, path, value }: Pick<ControlProps<'files'>, 'field' | 'control' | 'path' | 'value'>) {
  const { uploads, setValue, setBusy } = useFormPage()
  const [transfers, setTransfers] = useState<readonly Transfer[]>([])
  // Uploads end in any order, each adding to what has arrived by then.
  const latest = useRef(attached(value))
  latest.current = attached(value)
  const abort = useRef(new AbortController())
  const count = useRef(0)

  useEffect(() => {
    const controller = new AbortController()
    abort.current = controller
    return () => controller.abort()
  }, [])

  const store = (files: readonly AttachedFile[]) => {
    latest.current = files
    setValue(path, files)
  }
  const change = (key: string, part: Partial<Transfer>) =>
    setTransfers((all) => all.map((each) => (each.key === key ? { ...each, ...part } : each)))

  const send = async (file: File, key: string) => {
    const { signal } = abort.current
    try {
      const arrived = await uploads.upload(file, field, (progress) => change(key, { progress }), signal)
      if (signal.aborted) return
      setTransfers((all) => all.filter((each) => each.key !== key))
      store([...latest.current, arrived])
    } catch {
      if (!signal.aborted) change(key, { failed: true })
    }
  }

  return {
    transfers,
    add: async (chosen: readonly File[]) => {
      const started = chosen.map((file) => {
        count.current += 1
        return { file, key: String(count.current) }
      })
      setTransfers((all) => [
        ...all.filter((each) => !each.failed),
        ...started.map(({ file, key }) => ({ key, name: file.name, progress: 0, failed: false })),
      ])
      setBusy(path, true)
      // One after another: at a commune's line two at once are slower than two in turn.
      for (const { file, key } of started) await send(file, key)
      setBusy(path, false)
    },
    remove: async (file: AttachedFile) => {
      store(latest.current.filter((each) => each.id !== file.id))
      // What could not be removed belongs to no dossier and is swept by the server.
      await uploads.remove(file.id).catch(() => undefined)
    },
  }
}

function attached(value: unknown): readonly AttachedFile[] {
  return Array.isArray(value) ? value.filter(isFile) : []
}

function isFile(entry: unknown): entry is AttachedFile {
  return typeof entry === 'object' && entry !== null && 'id' in entry && 'name' in entry && 'size' in entry
}
