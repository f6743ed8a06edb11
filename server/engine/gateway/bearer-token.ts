import { createHash, timingSafeEqual } from 'node:crypto'
import { status } from '@grpc/grpc-js'
import { GatewayFault } from './fault.ts'

/** Finds fault with the `authorization` header of a call; undefined lets it in. */
export type Admission = (authorization: string | undefined) => GatewayFault | undefined

/** Lets everybody in. */
export const openToAll: Admission = () => undefined

/** Lets in who brings the token, `Bearer <token>`; others are UNAUTHENTICATED. Takes the same time for every wrong one. */
export function bearerOf(token: string): Admission {
  const wanted = digest(token)
  return (authorization) => {
    const given = /^bearer +(.+)$/i.exec(authorization ?? '')?.[1]
    if (given === undefined)
      return unauthenticated('Expected bearer token at header with key [authorization], but found nothing')
    return timingSafeEqual(digest(given.trim()), wanted)
      ? undefined
      : unauthenticated('Expected a valid bearer token at header with key [authorization], but it is another')
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest()
const unauthenticated = (text: string) => new GatewayFault(status.UNAUTHENTICATED, text)
