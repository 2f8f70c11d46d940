import { html } from 'hono/html'

export type Html = ReturnType<typeof html>

/** What the list shows: it goes along in every link, so that reading a mail does not lose the search. */
export type View = { query: string; start: number }

/** The address of a page of ours, with the view in it; what is empty is left out. */
export function pageUrl(path: string, { query, start }: View, more: Record<string, string> = {}): string {
  const search = new URLSearchParams({ ...(query && { query }), ...(start > 0 && { start: String(start) }), ...more })
  return search.size > 0 ? `${path}?${search}` : path
}

type Content = { title: string; view: View; list: Html; mail: Html; reading: boolean }

/** The whole page. On a narrow screen `reading` decides which of the two panes is seen. */
export function documentOf({ title, view, list, mail, reading }: Content): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/style.css">
<link rel="stylesheet" href="/assets/mail.css">
<script src="/assets/new-mail.js" type="module"></script>
</head>
<body class="${reading ? 'reading' : 'browsing'}">
<header class="bar">
<a class="brand" href="/"><img src="/assets/icon.svg" alt="" width="28" height="28"><span>Mailbox</span></a>
<form class="search" role="search" action="/" method="get">
<input type="search" name="query" value="${view.query}" maxlength="500" dir="auto" aria-label="Search the mails"
 placeholder="Search, or to: from: subject: message-id:">
<button>Search</button>
</form>
</header>
<main>
<section class="list" id="list" aria-label="Mails">${list}</section>
<section class="mail" aria-label="Mail">${mail}</section>
</main>
</body>
</html>`
}
