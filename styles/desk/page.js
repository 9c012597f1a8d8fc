// The e-book page of one section: choosing a block, editing it in place, and patching after a save.
const token = parent.document.querySelector('meta[name=desk-token]').content
const tell = message => parent.postMessage(message, location.origin)

const place = node => {
  const [, path, line] = node.dataset.place.match(/^(.*):(\d+)$/)
  return { path, line: Number(line) }
}
const blockOf = node => (node instanceof Element ? node : node.parentElement)?.closest('[data-place]')

const inSight = () => [...document.querySelectorAll('[data-place]')].find(node => node.getBoundingClientRect().bottom > 0)

let chosen = null
function choose(block) {
  chosen?.classList.remove('desk-chosen')
  chosen = block
  block.classList.add('desk-chosen')
  tell({ kind: 'chosen', ...place(block) })
}

// A frame of the desk shows the book and nothing else; the web opens beside it.
document.addEventListener('click', event => {
  const link = event.target.closest('a[href]')
  if (!link || link.origin === location.origin) return
  event.preventDefault()
  if (['http:', 'https:', 'mailto:'].includes(link.protocol)) open(link.href, '_blank', 'noopener')
})
document.addEventListener('click', event => {
  if (event.target.closest('a, .desk-editor')) return
  const block = blockOf(event.target)
  if (block) choose(block)
})
document.addEventListener('dblclick', event => {
  const block = blockOf(event.target)
  if (block && !event.target.closest('.desk-editor')) edit(block)
})
// With the keyboard: the arrows go from block to block, Enter edits, o opens the editor.
document.addEventListener('keydown', event => {
  if (!(event.target instanceof Element) || event.target.closest('.desk-editor, a') || event.ctrlKey || event.metaKey || event.altKey) return
  const blocks = [...document.querySelectorAll('[data-place]')]
  const at = blocks.indexOf(chosen)
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key]
  if (step) {
    const next = blocks[Math.min(Math.max(at + step, 0), blocks.length - 1)]
    if (next) { choose(next); next.scrollIntoView({ block: 'nearest' }) }
    event.preventDefault()
  } else if (chosen && event.key === 'Enter') {
    edit(chosen)
    event.preventDefault()
  } else if (chosen && event.key === 'o') {
    tell({ kind: 'open', ...place(chosen) })
  }
})

async function edit(block) {
  if (document.querySelector('.desk-editor')) return
  const { path, line } = place(block)
  const answer = await fetch(`/passage?path=${encodeURIComponent(path)}&line=${line}`)
  if (!answer.ok) return tell({ kind: 'said', words: await answer.text() })
  const taken = await answer.json()
  if (document.querySelector('.desk-editor')) return
  if (!block.isConnected) block = document.querySelector(`[data-place="${CSS.escape(block.dataset.place)}"]`)
  if (!block) return tell({ kind: 'said', words: 'This passage has just changed: choose it anew.' })
  const box = document.createElement('div')
  box.className = 'desk-editor'
  box.lang = 'en'
  const field = document.createElement('textarea')
  field.value = taken.text
  field.dir = 'auto'
  field.lang = block.closest('[lang]').lang
  field.rows = Math.min(taken.text.split('\n').length + 2, 24)
  field.setAttribute('aria-label', `${path}, lines ${taken.first} to ${taken.last}`)
  const said = document.createElement('p')
  said.setAttribute('role', 'status')
  said.textContent = `${path}:${taken.first}  Ctrl+Enter writes it, Escape leaves it as it was.`
  const button = (words, action) => {
    const made = document.createElement('button')
    made.textContent = words
    made.onclick = action
    return made
  }
  const close = () => { box.remove(); block.scrollIntoView({ block: 'nearest' }); choose(block) }
  const write = async () => {
    const { first, last, digest } = taken
    const answer = await fetch('/passage', {
      method: 'POST',
      headers: { 'x-desk': token, 'content-type': 'application/json' },
      body: JSON.stringify({ path, first, last, digest, text: field.value }),
    })
    if (answer.ok) return close()
    said.textContent = `${await answer.text()}. What you wrote is still here: copy it, and take the passage anew.`
  }
  field.onkeydown = event => {
    if (event.key === 'Escape') close()
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) write()
  }
  const buttons = document.createElement('p')
  buttons.append(button('Write', write), button('Leave', close))
  box.append(field, buttons, said)
  block.after(box)
  field.focus()
  box.scrollIntoView({ block: 'nearest' })
}

// Replace what has changed and leave the rest where it is, so that nothing jumps.
function patch(old, fresh) {
  const before = [...old.children], after = [...fresh.children]
  if (!before.length || !after.length || before.length + after.length > 20000) return replace(old, fresh)
  let head = 0, tail = 0
  const same = (one, other) => bare(one) === bare(other)
  while (head < before.length && head < after.length && same(before[head], after[head])) renew(before[head], after[head++])
  while (tail < before.length - head && tail < after.length - head &&
         same(before.at(-1 - tail), after.at(-1 - tail))) renew(before.at(-1 - tail), after.at(-1 - tail++))
  const gone = before.slice(head, before.length - tail), come = after.slice(head, after.length - tail)
  if (gone.length === 1 && come.length === 1 && gone[0].tagName === come[0].tagName && gone[0].children.length > 8) {
    patch(gone[0], come[0])
    return
  }
  const anchor = before[before.length - tail] ?? null
  gone.forEach(one => one.remove())
  come.forEach(one => old.insertBefore(one, anchor))
}
const bare = node => node.outerHTML.replace(/ data-place="[^"]*"/g, '').replace(/ class="desk-chosen"| desk-chosen/g, '')
function replace(old, fresh) { old.replaceWith(fresh) }
function renew(old, fresh) {
  const mine = [old, ...old.querySelectorAll('[data-place]')], theirs = [fresh, ...fresh.querySelectorAll('[data-place]')]
  mine.forEach((node, at) => { if (theirs[at]?.dataset.place) node.dataset.place = theirs[at].dataset.place })
}

addEventListener('message', async event => {
  if (event.origin !== location.origin) return
  if (event.data.kind === 'patch') {
    const answer = await fetch(`/body/${location.pathname.split('/').pop()}`)
    if (!answer.ok) return
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
    // Nothing is waited for from here on: a passage opened meanwhile would be thrown away.
    const editor = document.querySelector('.desk-editor')
    const keeper = editor && { editor, where: editor.previousElementSibling?.dataset.place }
    editor?.remove()
    const seen = chosen?.isConnected ? chosen : inSight()
    const before = seen?.getBoundingClientRect().top
    patch(document.body, document.importNode(fresh.body, true))
    if (seen?.isConnected) scrollBy(0, seen.getBoundingClientRect().top - before)
    if (keeper) {
      const block = document.querySelector(`[data-place="${CSS.escape(keeper.where ?? '')}"]`)
      block ? block.after(keeper.editor) : document.body.prepend(keeper.editor)
      keeper.editor.querySelector('textarea').focus()
    }
    tell({ kind: 'patched' })
  } else if (event.data.kind === 'show') {
    const blocks = [...document.querySelectorAll('[data-place]')].filter(node => place(node).path === event.data.path)
    const block = blocks.filter(node => place(node).line <= event.data.line).at(-1) ?? blocks[0]
    if (block) { choose(block); block.scrollIntoView({ block: 'center' }) }
  }
})
// Who comes back to a chapter finds the place where it was left.
const kept = `place ${location.pathname}`
addEventListener('pagehide', () => {
  const seen = inSight()
  if (seen) sessionStorage[kept] = JSON.stringify([seen.dataset.place, seen.getBoundingClientRect().top])
})
document.fonts.ready.then(() => {
  if (location.hash || !sessionStorage[kept]) return
  const [where, top] = JSON.parse(sessionStorage[kept])
  const block = document.querySelector(`[data-place="${CSS.escape(where)}"]`)
  if (block) scrollBy(0, block.getBoundingClientRect().top - top)
})
document.documentElement.dataset.ready = 'yes'
tell({ kind: 'ready', name: decodeURIComponent(location.pathname.split('/').pop()) })
