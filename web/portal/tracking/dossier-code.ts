/** Reads a dossier's code as people type it, with or without dashes and spaces; undefined if it can't be one. */
export function readDossierCode(text: string): string | undefined {
  const parts = /^(\d{5})(\d{4})(\d{6})(\d{5})(\d)$/.exec(text.replace(/[\s.\-–]/g, ''))
  return parts ? parts.slice(1).join('-') : undefined
}
