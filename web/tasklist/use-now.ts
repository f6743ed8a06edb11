import { useEffect, useState } from 'react'
import { platformNow } from '../api/index.ts'

/** The platform's clock, told anew every `every` milliseconds. */
export function useNow(every: number): Date {
  const [now, setNow] = useState(platformNow)
  useEffect(() => {
    const timer = setInterval(() => setNow(platformNow()), every)
    return () => clearInterval(timer)
  }, [every])
  return now
}
