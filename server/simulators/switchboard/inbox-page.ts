/** The page of the simulated phones, rendered on the server. Pure. */
import { withoutDiacritics } from '../../messaging/text/index.ts'
import type { ShownMessage } from './store.ts'

const stateWords: { readonly [state in ShownMessage['state']]: string } = {
  sent: 'Đã gửi, chờ báo nhận',
  delivered: 'Đã đến máy',
  failed: 'Không đến máy',
}
const encodingWords: { readonly [encoding in ShownMessage['encoding']]: string } = {
  gsm7: 'không dấu',
  ucs2: 'có dấu',
  other: 'mã khác',
}
const phonesShown = 30
const textsPerPhone = 20

/** Six digits that stand alone: a one-time code, not a piece of a dossier code, a day or an amount. */
const oneTimeCode = /(?<![\d/.,:-])\d{6}(?![\d/:-]|[.,]\d)/g

export function codesIn(text: string): string[] {
  return text.match(oneTimeCode) ?? []
}

/** The page for the messages given, newest first, of which `search` keeps those whose number or words it is found in. */
export function inboxPage(messages: readonly ShownMessage[], search: string): string {
  const phones = [...byPhone(messages.filter((message) => isFound(message, search)))].slice(0, phonesShown)
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tin nhắn mô phỏng – Một cửa</title>
<link rel="stylesheet" href="/inbox.css">
<noscript><meta http-equiv="refresh" content="5"></noscript>
<script src="/inbox.js" defer></script>
</head>
<body>
<header>
<div class="wrap">
<h1>Tin nhắn mô phỏng</h1>
<p>Tổng đài thử nghiệm: tin ở đây không đến điện thoại thật. Trang tự làm mới.</p>
<form method="get" action="/" role="search">
<label for="q">Số điện thoại hoặc chữ trong tin</label>
<span class="row"><input id="q" name="q" type="search" maxlength="100" autocomplete="off" value="${escapeHtml(search)}"><button type="submit">Tìm</button></span>
</form>
</div>
</header>
<main class="wrap" id="messages">
${phones.length === 0 ? emptyWords(search) : phones.map(([to, texts]) => phoneSection(to, texts)).join('\n')}
</main>
</body>
</html>
`
}

function emptyWords(search: string): string {
  const words = search
    ? `Không có tin nào khớp với “${escapeHtml(search)}”.`
    : 'Chưa có tin nhắn. Tin đầu tiên sẽ hiện ở đây ngay khi được gửi.'
  return `<p class="empty">${words}${search ? ' <a href="/">Xem tất cả</a>' : ''}</p>`
}

function phoneSection(to: string, texts: readonly ShownMessage[]): string {
  const shown = texts.slice(0, textsPerPhone)
  return `<section aria-label="Số ${escapeHtml(to)}">
<h2><a href="/?q=${encodeURIComponent(to)}">${escapeHtml(spacedNumber(to))}</a><span class="count">${texts.length} tin</span></h2>
<ol>
${shown.map(messageItem).join('\n')}
</ol>
</section>`
}

function messageItem(message: ShownMessage): string {
  const parts = message.ids.length > 1 ? ` · ${message.ids.length} phần` : ''
  return `<li>
<p class="text">${escapeHtml(message.text).replace(oneTimeCode, '<strong class="code">$&</strong>')}</p>
<p class="about"><time datetime="${escapeHtml(message.at)}">${escapeHtml(cityTime(message.at))}</time> · ${escapeHtml(message.from)} · ${encodingWords[message.encoding]}${parts} · <span class="state ${message.state}">${stateWords[message.state]}</span></p>
</li>`
}

function byPhone(messages: readonly ShownMessage[]): Map<string, ShownMessage[]> {
  const phones = new Map<string, ShownMessage[]>()
  for (const message of messages) {
    const texts = phones.get(message.to) ?? []
    texts.push(message)
    phones.set(message.to, texts)
  }
  return phones
}

function isFound(message: ShownMessage, search: string): boolean {
  const wanted = foldedWords(search)
  if (wanted === '') return true
  const digits = wanted.replace(/[\s.+()-]/g, '').replace(/^84(?=\d{4})/, '0')
  return foldedWords(message.text).includes(wanted) || (/^\d{3,}$/.test(digits) && message.to.includes(digits))
}

function foldedWords(text: string): string {
  return withoutDiacritics(text).toLowerCase().replace(/\s+/g, ' ').trim()
}

function spacedNumber(to: string): string {
  return /^0\d{9}$/.test(to) ? `${to.slice(0, 4)} ${to.slice(4, 7)} ${to.slice(7)}` : to
}

const cityTimeFormat = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

function cityTime(at: string): string {
  const instant = new Date(at)
  return Number.isNaN(instant.getTime()) ? at : cityTimeFormat.format(instant)
}

const htmlSigns = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
])

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => htmlSigns.get(sign) ?? sign)
}
