import { useEffect, useState } from 'react'

/** Has a component drawn again each second, for what counts down. */
export function useSeconds(): void {
  const [, setCount] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setCount((count) => count + 1), 1000)
    return () => clearInterval(timer)
  }, [])
}
