// The desk: the list of chapters, the chosen one as text or as pages, and what is found in it.
const $ = id => document.getElementById(id)
const token = document.querySelector('meta[name=desk-token]').content
const make = (name, properties, ...children) => {
  const node = Object.assign(document.createElement(name), properties)
  node.append(...children)
  return node
}
const DOTS = Math.round(72 * Math.min(devicePixelRatio, 2))

// What is said of a page that the whole book has not been set with yet.
const SINCE = { '': '', ahead: ' · set ahead of the book', before: ' · before the change' }

let book = { sections: [], findings: [], leaves: [] }
let current = decodeURIComponent(location.hash.slice(1))
let view = sessionStorage.view ?? 'text'

const post = (path, what) => fetch(path, {
  method: 'POST',
  headers: { 'x-desk': token, 'content-type': 'application/json' },
  body: JSON.stringify(what),
})

const counted = (count, thing) => `${count.toLocaleString('en')} ${thing}${count === 1 ? '' : 's'}`

async function refresh() {
  const before = book
  book = await (await fetch('/book')).json()
  if (!book.sections.some(one => one.id === current)) {
    current = (book.sections.find(one => one.path) ?? book.sections[0])?.id ?? ''
  }
  $('stale').hidden = !book.stale
  $('proposals').hidden = !book.proposals
  $('state').textContent = [
    counted(book.words, 'word'),
    book.leaves.length ? counted(book.leaves.length, 'page') + (book.current ? '' : ' (being set)') : 'pages being set',
    counted(book.findings.length, 'finding'),
  ].join(', ')
  list()
  findings()
  pages()
  if (!$('text').src) open()
  else if (before.version !== book.version) $('text').contentWindow.postMessage({ kind: 'patch' }, location.origin)
}

const KINDS = { halftitlepage: 'half title', titlepage: 'title page' }
let listed = null
function list() {
  const titles = book.sections.map(one => one.title)
  const lines = book.sections.map(one => {
    const link = make('a', { href: `#${encodeURIComponent(one.id)}` },
      make('bdi', { textContent: one.title, lang: one.lang, dir: one.direction }))
    if (one.id === current) link.setAttribute('aria-current', 'page')
    // The half title, the title page and often a part are called alike.
    if (titles.indexOf(one.title) !== titles.lastIndexOf(one.title)) link.append(make('small', { textContent: KINDS[one.kind] ?? one.kind }))
    if (one.findings) link.append(make('span', { className: 'wrong', textContent: one.findings, title: counted(one.findings, 'finding') }),
      make('span', { className: 'unseen', textContent: one.findings === 1 ? ' finding' : ' findings' }))
    return make('li', {}, link)
  })
  const focused = document.activeElement?.closest('nav a')?.getAttribute('href')
  $('sections').replaceChildren(...lines)
  if (focused) $('sections').querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus()
  if (listed !== current) $('sections').querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
  listed = current
}

function findings() {
  const path = book.sections.find(one => one.id === current)?.path
  // Those of the chapter first; then those of the whole book.
  const order = [...book.findings.filter(one => one.path === path), ...book.findings.filter(one => one.path !== path)]
  $('count').textContent = book.findings.length ? `(${book.findings.length})` : ''
  $('findings').replaceChildren(...order.slice(0, 500).map(one => {
    const lead = make('button', { textContent: one.message })
    lead.onclick = () => show(one)
    return make('li', { className: one.severity }, lead,
      make('small', { textContent: one.hint }),
      make('small', { textContent: `${one.severity} ${one.code}${one.path ? ` · ${one.path}:${one.line}:${one.column}` : ''}` }))
  }))
  if (!book.findings.length) $('findings').append(make('li', { textContent: 'Nothing is wrong.' }))
}

let wanted = null
function show(where) {
  if (!where.path) return
  const home = book.sections.find(one => one.path === where.path)
  if (!home) return chosen(where)
  wanted = where
  select('text')
  if (home.id === current) return shown()
  location.hash = encodeURIComponent(home.id)
}
function shown() {
  if (wanted) $('text').contentWindow.postMessage({ kind: 'show', path: wanted.path, line: wanted.line }, location.origin)
  wanted = null
}

function chosen({ path, line }) {
  const button = make('button', { textContent: `${path}:${line}` })
  button.onclick = () => openEditor({ path, line })
  $('place').replaceChildren(button, make('small', { textContent: 'opens your editor; double-click the text, or press Enter, to change it here' }))
}

async function openEditor(where) {
  const { address } = await (await post('/open', where)).json()
  if (address) location.href = address
}

function open() {
  $('text').src = `/read/${encodeURIComponent(current)}`
}

function pages() {
  const leaves = book.leaves.filter(leaf => leaf.section === current)
  const kept = new Map([...$('pages').children].map(figure => [figure.dataset.key, figure]))
  $('pages').replaceChildren(...leaves.map(leaf => {
    const key = `${leaf.number} ${leaf.digest} ${leaf.since}`
    if (kept.has(key)) return kept.get(key)
    const [width, height] = [leaf.width * 1.25, leaf.height * 1.25]
    const image = make('img', { width, height, loading: 'lazy', alt: `Page ${leaf.label}`,
      src: `/pages/${leaf.number}.png?dots=${Math.round(DOTS * 1.25)}&of=${leaf.digest}` })
    const button = make('button', { title: 'Where is this written?' }, image)
    button.onclick = async event => {
      const box = image.getBoundingClientRect()
      const x = (event.clientX - box.left) / 1.25, y = (event.clientY - box.top) / 1.25
      const where = await (await post('/place', { page: leaf.number, x, y })).json()
      where ? chosen(where) : $('place').replaceChildren('This is not written in any chapter.')
    }
    const figure = make('figure', { className: leaf.since }, button,
      make('figcaption', { textContent: leaf.label + SINCE[leaf.since] }))
    figure.dataset.key = key
    return figure
  }))
  if (!leaves.length) $('pages').append(make('p', { textContent: book.leaves.length ? 'This has no pages in print.' : 'The pages are being set.' }))
}

function select(name) {
  view = sessionStorage.view = name
  for (const one of ['text', 'pages']) {
    const tab = $(`tab-${one}`)
    tab.setAttribute('aria-selected', one === name)
    tab.tabIndex = one === name ? 0 : -1
    $(`panel-${one}`).hidden = one !== name
  }
}
for (const one of ['text', 'pages']) {
  $(`tab-${one}`).onclick = () => select(one)
  $(`tab-${one}`).onkeydown = event => {
    if (!event.key.startsWith('Arrow')) return
    select(one === 'text' ? 'pages' : 'text')
    $(`tab-${view}`).focus()
  }
}

addEventListener('hashchange', () => {
  current = decodeURIComponent(location.hash.slice(1))
  list()
  findings()
  pages()
  open()
})
addEventListener('message', event => {
  if (event.origin !== location.origin) return
  const said = event.data
  if (said.kind === 'chosen') chosen(said)
  if (said.kind === 'open') openEditor(said)
  if (said.kind === 'said') $('place').textContent = said.words
  if (said.kind === 'ready') {
    // A link may have led the page to another chapter.
    if (said.name !== current) {
      current = said.name
      history.replaceState(null, '', `#${encodeURIComponent(current)}`)
      list(); findings(); pages()
    }
    shown()
  }
})
select(view)
new EventSource('/events').onmessage = refresh
