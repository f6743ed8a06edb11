/** Brings new messages into the page every two seconds, without touching the search that somebody is typing. */
export const inboxScript = `'use strict'
async function refresh() {
  if (document.hidden) return
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } })
  if (!answer.ok) return
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const now = document.getElementById('messages')
  const next = page.getElementById('messages')
  if (now && next && now.innerHTML !== next.innerHTML) now.replaceChildren(...next.childNodes)
}
setInterval(() => { refresh().catch(() => {}) }, 2000)
`
