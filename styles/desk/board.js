// The board: sort its rows by a column, and keep it true while chapters are being saved.
const table = () => document.querySelector('table')
let by = { column: 0, down: false }

function sort() {
  const heads = [...table().tHead.rows[0].cells]
  heads.forEach((head, at) => {
    head.ariaSort = at !== by.column ? 'none' : by.down ? 'descending' : 'ascending'
  })
  const words = heads[by.column].firstElementChild.dataset.kind === 'text'
  const value = row => row.cells[by.column].dataset.value
  const order = words ? (a, b) => value(a).localeCompare(value(b)) : (a, b) => value(a) - value(b)
  const rows = [...table().tBodies[0].rows].sort((a, b) => a.cells[0].dataset.value - b.cells[0].dataset.value)
  table().tBodies[0].append(...rows.sort((a, b) => by.down ? order(b, a) : order(a, b)))
}

document.addEventListener('click', event => {
  const head = event.target.closest('thead button')?.parentElement
  if (!head) return
  // Of numbers, the largest matter most.
  const first = head.firstElementChild.dataset.kind === 'number'
  by = { column: head.cellIndex, down: head.cellIndex === by.column ? !by.down : first }
  sort()
  document.getElementById('said').textContent = `Sorted by ${head.textContent}, ${head.ariaSort}`
})

const since = document.getElementById('since')
since.onkeydown = event => {
  if (event.key === 'Enter') location.search = since.value ? `?since=${encodeURIComponent(since.value)}` : ''
}

let asked = 0
async function renew() {
  const mine = ++asked
  const text = await (await fetch(location.href)).text()
  if (mine !== asked) return
  const fresh = new DOMParser().parseFromString(text, 'text/html').querySelector('table')
  for (const part of ['tBodies', 'tFoot']) {
    const [old, now] = [table(), fresh].map(one => part === 'tFoot' ? one.tFoot : one[part][0])
    const focused = old.contains(document.activeElement) && document.activeElement.getAttribute('href')
    old.replaceWith(now)
    if (focused) now.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus()
  }
  sort()
}
// A revision is compared once; that takes as long as reading the book. Who begins to hear is told of
// what was saved since the page was made.
if (!location.search) new EventSource('/events').onmessage = renew
