/** Addresses of the portal; the first segment names the page's HTML file. */
export const addresses = {
  home: '/',
  service: (code: string) => `/thu-tuc/${code}`,
  /** `back`: where to return to after signing in. */
  signIn: (back: string) => `/dang-nhap?ve=${encodeURIComponent(back)}`,
  draft: (id: string) => `/nop/${id}`,
  submitted: (code: string) => `/da-nop/${code}`,
  /** What was filed at a counter goes on at the desk. */
  atDesk: (code: string) => `/can-bo/hop-viec?q=${code}`,
  counter: '/can-bo/nhan-ho-so',
  myDossiers: '/ho-so',
  dossier: (code: string) => `/ho-so/${code}`,
  tracking: '/theo-doi',
  verification: '/kiem-tra',
  help: '/tro-giup',
  privacy: '/tro-giup#thong-tin-ca-nhan',
  complaints: '/tro-giup#gop-y',
  accessibility: '/tro-giup#moi-nguoi',
} as const

/** What stands behind the page's own segment: `/thu-tuc/<this>`; empty if there is nothing. */
export function subjectOfPage(): string {
  const second = location.pathname.split('/')[2] ?? ''
  try {
    return decodeURIComponent(second)
  } catch {
    return second
  }
}

/** Where the page stands, to come back to. */
export function here(): string {
  return location.pathname + location.search + location.hash
}

/** An address of this site out of a parameter that anybody may have written; else the way home. */
export function ownAddress(text: string | null): string {
  if (text === null) return addresses.myDossiers
  try {
    const address = new URL(text, location.origin)
    return address.origin === location.origin ? address.pathname + address.search + address.hash : addresses.home
  } catch {
    return addresses.home
  }
}
