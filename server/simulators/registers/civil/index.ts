/** Registers of the justice field: population and civil status. */
import type { RegisterTable } from '../register.ts'
import { books } from './books.ts'
import { families } from './families.ts'
import { guardianships } from './guardianships.ts'
import { marital } from './marital.ts'

export const civil: RegisterTable = { ...books, ...marital, ...families, ...guardianships }
