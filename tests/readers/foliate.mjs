// Read a book in foliate-js: node foliate.mjs BOOK.epub FOLDER-FOR-SCREENSHOTS
import { join } from 'node:path'
import { open } from './browser.mjs'

const [epub, folder] = process.argv.slice(2)

await open('foliate.html', epub, async page => {
  const told = await page.evaluate(() => ({
    direction: view.book.dir,
    sections: view.book.sections.map(one => one.id),
    pages: (view.book.pageList ?? []).map(one => one.label),
  }))

  // Every block as the engine shows it: the direction it computed, and the one it was given.
  const blocks = await page.evaluate(async () => {
    const wrong = []
    for (let index = 0; index < view.book.sections.length; index++) {
      await view.goTo(index)
      const { doc } = shown
      for (const one of doc.querySelectorAll('p, h1, h2, h3, h4, li, td, th, dt, dd, figcaption, pre')) {
        const said = one.closest('[dir]')?.getAttribute('dir')
        const done = doc.defaultView.getComputedStyle(one).direction
        if (said !== done) wrong.push(`${view.book.sections[index].id}: ${done} for ${said}: ${one.textContent.slice(0, 40)}`)
      }
    }
    return wrong
  })

  // Through the whole book as a thumb goes: in a right-to-left book the next page is at the left.
  const turned = await page.evaluate(async () => {
    const met = []
    const fractions = []
    await view.goTo(0)
    for (let turns = 0; turns < 5000; turns++) {
      fractions.push(place.fraction)
      if (met.at(-1) !== shown.index) met.push(shown.index)
      const before = `${shown.index} ${place.fraction}`
      await (view.book.dir === 'rtl' ? view.goLeft() : view.goRight())
      await new Promise(done => setTimeout(done, 0))
      if (`${shown.index} ${place.fraction}` === before) break
    }
    const back = fractions.findIndex((one, at) => at && one < fractions[at - 1])
    return { met, count: fractions.length, back }
  })

  const links = await page.evaluate(async () => {
    const lost = []
    let count = 0
    for (let index = 0; index < view.book.sections.length; index++) {
      const book = view.book
      const doc = await book.sections[index].createDocument()
      const found = [...doc.querySelectorAll('a')].filter(one => one.getAttributeNS('http://www.idpf.org/2007/ops', 'type') === 'index-locator')
      for (const one of found) {
        count += 1
        const href = book.sections[index].resolveHref(one.getAttribute('href'))
        await view.goTo(href)
        const anchor = href.split('#')[1]
        const target = shown.doc.getElementById(anchor)
        const box = target?.getBoundingClientRect()
        const frame = shown.doc.defaultView.frameElement.getBoundingClientRect()
        const left = box ? box.left + frame.left : NaN
        if (!target || !(left >= -2 && left <= innerWidth + 2)) lost.push(`${href} at ${left}`)
      }
    }
    return { count, lost }
  })

  const notes = await page.evaluate(async () => {
    const silent = []
    let count = 0
    for (let index = 0; index < view.book.sections.length; index++) {
      await view.goTo(index)
      for (const one of shown.doc.querySelectorAll('a[role="doc-noteref"]')) {
        count += 1
        window.pop = null
        one.click()
        for (let tries = 0; tries < 2000 && !window.pop; tries++) await new Promise(done => setTimeout(done, 10))
        const note = one.getAttribute('href').slice(1)
        if (window.pop?.type !== 'footnote') silent.push(`${note}: ${JSON.stringify(window.pop)}`)
        else if (!window.noted?.body?.textContent.trim()) silent.push(`${note} is empty`)
        else {
          const [here, there] = [shown.doc.getElementById(note), window.noted.body]
            .map(one => one.ownerDocument.defaultView.getComputedStyle(one.querySelector('p')).direction)
          if (here !== there) silent.push(`${note}: ${there} for ${here}`)
        }
      }
    }
    return { count, silent }
  })
  // Two pictures to look at, in the direction of the book: a page, and a note over its page.
  await page.evaluate(async () => {
    document.querySelector('#pop')?.remove()
    for (let index = 0; index < view.book.sections.length; index++) {
      await view.goTo(index)
      const mark = [...shown.doc.querySelectorAll('a[role="doc-noteref"]')].at(-1)
      if (!mark || shown.doc.documentElement.dir !== view.book.dir) continue
      window.mark = mark
      await view.goTo(`${view.book.sections[index].id}#${mark.id}`)
      break
    }
  })
  await new Promise(done => setTimeout(done, 300))
  await page.screenshot({ path: join(folder, 'foliate-page.png') })
  await page.evaluate(async () => {
    window.pop = null
    window.mark?.click()
    for (let tries = 0; tries < 2000 && !window.pop; tries++) await new Promise(done => setTimeout(done, 10))
  })
  await new Promise(done => setTimeout(done, 300))
  await page.screenshot({ path: join(folder, 'foliate-note.png') })
  const faces = await page.evaluate(() => [...shown.doc.fonts].filter(one => one.status === 'error').map(one => one.family))
  return { ...told, blocks, turned, links, notes, faces }
})
