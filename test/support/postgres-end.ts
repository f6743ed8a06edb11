import { stopPostgres } from './postgres-once.ts'

/** jest's globalTeardown of the project `platform`. */
export default stopPostgres
