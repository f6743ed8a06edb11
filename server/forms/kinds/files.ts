import { mixed } from 'yup'
import type { Component } from '../component.ts'
import type { AttachedFile, FormContext } from '../context.ts'
import type { Answer, Control } from '../form.ts'
import { judged, type Verdict } from '../judged.ts'
import { isKindTaken, kindsInWords } from './file-kinds.ts'

export type FilesControl = Extract<Control, { kind: 'files' }>

/** More files than any form allows; a longer list is refused unread. */
const MOST_FILES = 50
const MEGABYTE = 1024 * 1024

export function filesControl(component: Component): FilesControl {
  const maxFiles = component.count('maxFiles') ?? (component.value('multiple') ? 10 : 1)
  return {
    kind: 'files',
    accept: (component.text('accept') ?? '')
      .split(',')
      .map((part) => part.trim().toLowerCase())
      .filter(Boolean),
    minFiles: component.count('minFiles') ?? 0,
    maxFiles: Math.min(maxFiles, MOST_FILES),
    maxMB: component.count('maxMB') ?? 10,
    paper: component.property('paper'),
    showOriginal: component.property('original') === 'present',
  }
}

/** A list of uploads. What the server knows of an upload (`context.upload`) stands above what the input says. */
export function files(control: FilesControl): Answer {
  return {
    normalise: (input, context) => {
      if (input === '' || input === null || input === undefined) return undefined
      if (!Array.isArray(input) || input.length > MOST_FILES) return input
      return input.length === 0 ? undefined : input.map((entry) => fileOf(entry, context))
    },
    schema: mixed().test(
      'files',
      judged((value) => judge(value, control)),
    ),
    toFeel: (value) => (isFiles(value) ? value.map((file) => ({ ...file })) : null),
    print: (value) => (isFiles(value) ? value.map((file) => file.name).join(', ') : ''),
    asks: 'attach',
  }
}

export function isFiles(value: unknown): value is AttachedFile[] {
  return Array.isArray(value) && value.every(isFile)
}

function judge(value: unknown, control: FilesControl): Verdict {
  if (!Array.isArray(value)) return 'form.not-a-file'
  if (value.length > control.maxFiles) return ['form.too-many-files', { max: control.maxFiles }]
  for (const file of value) {
    if (!isFile(file)) return isUnknown(file) ? 'form.unknown-file' : 'form.not-a-file'
    if (!isKindTaken(file, control.accept)) {
      return ['form.file-type', { name: file.name.slice(0, 100), ...kindsInWords(control.accept) }]
    }
    if (file.size > control.maxMB * MEGABYTE) {
      return ['form.file-too-large', { name: file.name.slice(0, 100), max: control.maxMB }]
    }
  }
  if (new Set(value.map((file) => (isFile(file) ? file.id : file))).size < value.length) return 'form.chosen-twice'
  return value.length < control.minFiles ? ['form.too-few-files', { min: control.minFiles }] : undefined
}

/** An id alone, or the whole file; only the four known properties are kept. */
function fileOf(entry: unknown, context: FormContext): unknown {
  const id = typeof entry === 'string' ? entry : property(entry, 'id')
  if (typeof id !== 'string' || id.length > 100) return null
  if (context.upload) {
    const known = context.upload(id)
    return known ? { id: known.id, name: known.name, mime: known.mime, size: known.size } : { id }
  }
  const file = { id, name: property(entry, 'name'), mime: property(entry, 'mime'), size: property(entry, 'size') }
  return isFile(file) ? file : { id }
}

function isUnknown(file: unknown): boolean {
  return typeof property(file, 'id') === 'string'
}

function isFile(file: unknown): file is AttachedFile {
  const [id, name, mime, size] = ['id', 'name', 'mime', 'size'].map((part) => property(file, part))
  return (
    typeof id === 'string' &&
    typeof name === 'string' &&
    name.length <= 300 &&
    typeof mime === 'string' &&
    mime.length <= 200 &&
    Number.isSafeInteger(size) &&
    Number(size) >= 0
  )
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Object.getOwnPropertyDescriptor(value, name)?.value
    : undefined
}
