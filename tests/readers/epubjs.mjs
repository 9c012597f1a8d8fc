// Read a book in epubjs: node epubjs.mjs BOOK.epub FOLDER-FOR-SCREENSHOTS
import { join } from 'node:path'
import { open } from './browser.mjs'

const [epub, folder] = process.argv.slice(2)

await open('epubjs.html', epub, async page => {
  const told = await page.evaluate(() => ({
    direction: book.package.metadata.direction,
    sections: book.spine.spineItems.map(one => one.href),
    pages: (book.pageList?.pageList ?? []).length,
  }))
  const shown = await page.evaluate(async () => {
    const found = []
    for (const one of book.spine.spineItems) {
      await rendition.display(one.href)
      const [contents] = rendition.getContents()
      const root = contents.document.documentElement
      found.push([one.href, root.lang, contents.window.getComputedStyle(contents.document.querySelector('section, nav')).direction])
    }
    return found
  })
  const turned = await page.evaluate(async () => {
    await rendition.display(book.spine.spineItems[0].href)
    const met = []
    for (let turns = 0; turns < 5000; turns++) {
      const at = rendition.currentLocation()
      if (met.at(-1) !== at.start.index) met.push(at.start.index)
      if (at.atEnd) break
      await rendition.next()
    }
    return met
  })
  await page.evaluate(() => rendition.display(book.spine.spineItems[Math.floor(book.spine.spineItems.length / 2)].href))
  await page.screenshot({ path: join(folder, 'epubjs-page.png') })
  return { ...told, shown, turned }
})
