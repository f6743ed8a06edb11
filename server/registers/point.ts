/** A place on the map in degrees, as maps write it: north first. */
export interface Point {
  lat: number
  lng: number
}

/** Reads `21.0285, 105.8542`, `21.0285 105.8542` or `21.0285;105.8542`; null where the text is no place on earth. */
export function readPoint(text: string): Point | null {
  const match = /^\s*(-?\d{1,2}(?:\.\d{1,12})?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d{1,12})?)\s*$/.exec(text)
  if (!match) return null
  const [lat, lng] = [Number(match[1]), Number(match[2])]
  return Math.abs(lat) <= 90 && Math.abs(lng) <= 180 ? { lat, lng } : null
}
