import type { ComponentType } from 'react'
import type { ControlKind } from '#forms'
import type { ControlProps } from '../control-props.ts'
import { AdminUnitControl } from './AdminUnitControl.tsx'
import { CheckboxControl } from './CheckboxControl.tsx'
import { ChecklistControl } from './ChecklistControl.tsx'
import { ChoiceControl } from './ChoiceControl.tsx'
import { DateControl } from './DateControl.tsx'
import { DateTimeControl } from './DateTimeControl.tsx'
import { FilesControl } from './FilesControl.tsx'
import { NumberControl } from './NumberControl.tsx'
import { RowsControl } from './RowsControl.tsx'
import { TextareaControl, TextControl } from './TextControl.tsx'

/** The component of each kind of control. */
export const CONTROLS: { readonly [K in ControlKind]: ComponentType<ControlProps<K>> } = {
  text: TextControl,
  textarea: TextareaControl,
  number: NumberControl,
  choice: ChoiceControl,
  checklist: ChecklistControl,
  checkbox: CheckboxControl,
  date: DateControl,
  dateTime: DateTimeControl,
  files: FilesControl,
  adminUnit: AdminUnitControl,
  rows: RowsControl,
}
