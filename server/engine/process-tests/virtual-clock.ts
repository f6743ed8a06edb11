import type { Clock } from '../contract.ts'

/** A clock that stands still until a test moves it. */
export class VirtualClock implements Clock {
  #now: number

  constructor(now: string) {
    this.#now = instant(now)
  }
  now(): Date {
    return new Date(this.#now)
  }
  advance(milliseconds: number): void {
    this.#now += milliseconds
  }
  /** Sets it to milliseconds since the epoch. */
  setTo(now: number): void {
    this.#now = now
  }
}

function instant(text: string): number {
  const milliseconds = Date.parse(text)
  if (Number.isNaN(milliseconds)) throw new Error(`'${text}' is no instant`)
  return milliseconds
}
