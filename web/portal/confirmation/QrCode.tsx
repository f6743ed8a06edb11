import { useEffect, useState } from 'react'

/** A QR code as a drawing; fetched when it is needed, and left out when that fails: the code stands beside it in words. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const [drawing, setDrawing] = useState<{ size: number; path: string }>()
  useEffect(() => {
    let current = true
    import('./qr-drawing.ts').then(
      ({ qrDrawing }) => current && setDrawing(qrDrawing(text)),
      () => undefined,
    )
    return () => {
      current = false
    }
  }, [text])
  if (!drawing) return <span className="qr" />
  return (
    <svg className="qr" viewBox={`0 0 ${drawing.size} ${drawing.size}`} role="img" aria-label={label}>
      <path fill="currentColor" shapeRendering="crispEdges" d={drawing.path} />
    </svg>
  )
}
