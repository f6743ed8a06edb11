/** The few tokens of the design that the page needs, and its rules. */
export const inboxStyle = `:root {
  color-scheme: light;
  --font: Inter, "Be Vietnam Pro", system-ui, "Segoe UI", Roboto, sans-serif;
  --paper: #ffffff; --ground: #f7f5f2; --ink: #1f1b18; --ink-soft: #5c544d;
  --line: #ddd7d0; --line-field: #81776e;
  --accent: #9e3913; --accent-hover: #82300f; --on-accent: #ffffff; --focus: #0b57c9;
  --late-ink: #b00f3c; --wait-ink: #17558f; --done-ink: #1b6639; --mark: #ffe58a;
  --s1: 0.25rem; --s2: 0.5rem; --s3: 0.75rem; --s4: 1rem; --s6: 1.5rem; --s8: 2rem; --s16: 4rem;
  --radius: 6px; --radius-small: 4px; --target: 2.75rem; --measure: 40rem;
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; font-variant-numeric: tabular-nums; }
body { margin: 0; font: 400 1rem/1.5 var(--font); color: var(--ink); background: var(--ground); }
h1, h2, p, ol { margin: 0; padding: 0; }
a { color: var(--accent); text-underline-offset: 0.2em; text-decoration-thickness: 1px; }
a:hover { color: var(--accent-hover); text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.wrap { width: 100%; max-width: calc(var(--measure) + 2 * var(--s4)); margin-inline: auto; padding-inline: var(--s4); }
header { background: var(--paper); border-bottom: 1px solid var(--line); padding-block: var(--s6); }
h1 { font: 600 1.75rem/1.2858 var(--font); }
header p { color: var(--ink-soft); margin-top: var(--s1); }
form { margin-top: var(--s4); }
label { display: block; font-weight: 600; margin-bottom: var(--s1); }
.row { display: flex; gap: var(--s2); }
input { flex: 1; min-width: 0; min-height: var(--target); padding: 0 var(--s3); font: inherit; color: inherit;
  background: var(--paper); border: 1px solid var(--line-field); border-radius: var(--radius); }
button { min-height: var(--target); padding: 0 var(--s4); font: inherit; font-weight: 600; color: var(--on-accent);
  background: var(--accent); border: 0; border-radius: var(--radius); cursor: pointer; }
button:hover { background: var(--accent-hover); }
main { padding-block: var(--s6) var(--s16); }
section + section { margin-top: var(--s8); }
h2 { display: flex; justify-content: space-between; align-items: baseline; gap: var(--s3); font: 600 1.125rem/1.5 var(--font); }
.count { font: 400 1rem/1.5 var(--font); color: var(--ink-soft); }
ol { list-style: none; margin-top: var(--s2); background: var(--paper); border: 1px solid var(--line); border-radius: var(--radius); }
li { padding: var(--s3) var(--s4); }
li + li { border-top: 1px solid var(--line); }
.text { white-space: pre-wrap; overflow-wrap: anywhere; }
.code { font-size: 1.375rem; line-height: 1.25; letter-spacing: 0.08em; padding: 0 var(--s1);
  background: var(--mark); border-radius: var(--radius-small); }
.about { margin-top: var(--s1); color: var(--ink-soft); }
.state.sent { color: var(--wait-ink); }
.state.delivered { color: var(--done-ink); }
.state.failed { color: var(--late-ink); font-weight: 600; }
.empty { padding: var(--s8) 0; color: var(--ink-soft); }
`
