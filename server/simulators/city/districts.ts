/** Where the districts of the city lie, roughly, in degrees; and where their communes are put around them. */

import type { Point } from '../../registers/index.ts'
import type { CommuneUnit } from '../population/index.ts'
import { seededChance } from '../population/index.ts'

/** The middle of each district and how far its communes lie from it, metres. */
const districts: { readonly [code: string]: readonly [lat: number, lng: number, reach: number] } = {
  '001': [21.0358, 105.8142, 1_800],
  '002': [21.0288, 105.8525, 1_200],
  '003': [21.0707, 105.8188, 2_500],
  '004': [21.0465, 105.8896, 4_500],
  '005': [21.0324, 105.7903, 2_000],
  '006': [21.0138, 105.8278, 1_800],
  '007': [21.0092, 105.8567, 1_800],
  '008': [20.9747, 105.8633, 4_000],
  '009': [20.9944, 105.8103, 1_800],
  '016': [21.2577, 105.8484, 10_000],
  '017': [21.1397, 105.8493, 8_000],
  '018': [21.0203, 105.9447, 7_000],
  '019': [21.0124, 105.7606, 3_500],
  '020': [20.9393, 105.8448, 5_000],
  '021': [21.0716, 105.7632, 4_000],
  '250': [21.1817, 105.7174, 7_000],
  '268': [20.9607, 105.7655, 4_500],
  '269': [21.1324, 105.5033, 6_000],
  '271': [21.1986, 105.4233, 14_000],
  '272': [21.1075, 105.5466, 7_000],
  '273': [21.0893, 105.6698, 5_000],
  '274': [21.0215, 105.7019, 5_500],
  '275': [20.9916, 105.6411, 8_000],
  '276': [21.0573, 105.5763, 8_500],
  '277': [20.9205, 105.6923, 9_000],
  '278': [20.8617, 105.7721, 7_000],
  '279': [20.8656, 105.8707, 7_000],
  '280': [20.7435, 105.9066, 8_000],
  '281': [20.7287, 105.7796, 9_000],
  '282': [20.6857, 105.7166, 10_000],
}
const cityCentre = [21.0285, 105.8542, 20_000] as const

const metresADegree = 111_195

/** A point so many metres north and east of another. */
export function movedBy({ lat, lng }: Point, north: number, east: number): Point {
  const rounded = (degrees: number) => Math.round(degrees * 1e6) / 1e6
  return {
    lat: rounded(lat + north / metresADegree),
    lng: rounded(lng + east / (metresADegree * Math.cos((lat * Math.PI) / 180))),
  }
}

/** Metres between two points of the city: so near each other that the earth is flat between them. */
export function metresBetween(a: Point, b: Point): number {
  const north = (a.lat - b.lat) * metresADegree
  const east = (a.lng - b.lng) * metresADegree * Math.cos((((a.lat + b.lat) / 2) * Math.PI) / 180)
  return Math.hypot(north, east)
}

/** The middle of a commune: invented, within the reach of its district. */
export function middleOf(unit: CommuneUnit): Point {
  const [lat, lng, reach] = districts[unit.districtCode] ?? cityCentre
  const chance = seededChance(`place:${unit.code}`)
  const angle = (chance.between(0, 3599) / 3600) * 2 * Math.PI
  const distance = reach * Math.sqrt(chance.between(50, 1000) / 1000)
  return movedBy({ lat, lng }, distance * Math.sin(angle), distance * Math.cos(angle))
}

/** Somewhere within so many metres of a point. */
export function near(point: Point, metres: number, chance: { between(from: number, to: number): number }): Point {
  return movedBy(point, chance.between(-metres, metres), chance.between(-metres, metres))
}
