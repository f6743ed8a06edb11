import { createContext, useContext } from 'react'
import type { AdminUnit, AttachedFile, Field, FormContext, Language, UnitLevel } from '#forms'

/** Where files go. Both reject with an error when they fail; `onProgress` gets 0 to 1. */
export interface Uploads {
  upload(file: File, field: Field, onProgress: (fraction: number) => void, signal: AbortSignal): Promise<AttachedFile>
  remove(id: string): Promise<void>
}

/** Where administrative units come from. */
export interface UnitSource {
  /** Units of a level; below `parent` where one is given. */
  list(level: UnitLevel, parent: string | undefined): Promise<readonly AdminUnit[]>
  /** The unit of this code and those above it, the topmost first; empty if there is none. */
  path(code: string): Promise<readonly AdminUnit[]>
}

/** What every field of a page shares. */
export interface FormPage {
  language: Language
  context: FormContext
  uploads: Uploads
  units: UnitSource
  /** Problems shown beside the fields, by path. */
  problems: ReadonlyMap<string, string>
  /** Warnings of cross rules, by path. */
  warnings: ReadonlyMap<string, string>
  /** What an officer asks about single answers, by path or key. */
  marks: ReadonlyMap<string, string>
  /** Fields that may not be changed are left out instead of shown. */
  openOnly: boolean
  setValue(path: string, value: unknown): void
  /** Tells that something at this path is under way, so that the page waits before it goes on. */
  setBusy(path: string, busy: boolean): void
}

const Context = createContext<FormPage | undefined>(undefined)

export const FormPageProvider = Context.Provider

export function useFormPage(): FormPage {
  const page = useContext(Context)
  if (!page) throw new Error('a field stands in a form page')
  return page
}

/** Id of the first control of a field: `f-places-0-from`. */
export function controlId(path: string): string {
  return `f-${path.replace(/[^A-Za-z0-9]+/g, '-')}`
}
