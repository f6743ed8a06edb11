export { MigrationRefused, type MigrationReport, migrate } from './runner.ts'
