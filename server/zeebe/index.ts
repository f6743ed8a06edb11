export { connectZeebe, type ZeebeConnection } from './connect.ts'
export * from './port.ts'
