/** Has the browser save bytes that were fetched. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  // The browser has taken the bytes over by the next minute.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
