// The page is complete without this file. With it, the list follows the mailbox while the page is in sight.
const list = document.querySelector('#list')
let seen

async function follow() {
  if (document.hidden) return
  const { total, unread, messages } = await (await fetch('/api/v1/messages?limit=1')).json()
  const now = [total, unread, messages[0]?.ID].join()
  if (seen !== undefined && seen !== now) await redraw()
  seen = now
}

async function redraw() {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html')
  list.replaceChildren(...page.querySelector('#list').childNodes)
}

// A mailbox that is being restarted is asked again five seconds later.
setInterval(() => follow().catch(() => undefined), 5000)
