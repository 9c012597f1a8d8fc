// An editor at the desk, in headless Chromium: reads, goes by keyboard, changes a passage, looks at pages.
import { createRequire } from 'node:module'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const [address, root, shots] = process.argv.slice(2)
const puppeteer = createRequire(join(process.env.NODE_MODULES, 'puppeteer', 'package.json'))('puppeteer')
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM,
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
})
const found = { trouble: [] }
try {
  const page = await browser.newPage()
  page.setDefaultTimeout(120_000)
  await page.setViewport({ width: 1300, height: 800 })
  page.on('pageerror', error => found.trouble.push(String(error)))
  page.on('console', said => said.type() === 'error' && found.trouble.push(said.text()))
  await page.goto(address)
  const text = async () => {
    const handle = await page.waitForSelector('#text')
    const frame = await handle.contentFrame()
    await frame.waitForSelector('[data-ready] [data-place]')
    return frame
  }
  const seen = (frame, words) =>
    frame.waitForFunction(words => document.body.textContent.includes(words), {}, words)

  // The first chapter is open, in its direction; far down a paragraph is chosen.
  let frame = await text()
  found.opened = await frame.evaluate(() => [document.documentElement.dir, document.querySelector('h1').textContent.trim()])
  await (await frame.$$('p[data-place]')).at(-1).click()
  await page.waitForFunction(() => document.getElementById('place').textContent.includes('.md:'))
  found.chosen = await page.$eval('#place button', node => node.textContent)

  // Somebody saves the chapter with a longer beginning: the place on the screen stays.
  const top = () => frame.evaluate(() => [...document.querySelectorAll('p[data-place]')].at(-1).getBoundingClientRect().top)
  const before = await top()
  const path = join(root, 'chapters', '01.md')
  const written = await readFile(path, 'utf8')
  const begun = Date.now()
  await writeFile(path, written.replace('بند ۱.', 'بندی که تازه است.'))
  await seen(frame, 'بندی که تازه است.')
  found.moved = Math.abs(await top() - before)
  found.milliseconds = Date.now() - begun

  // Enter opens the passage; it reads from the right; Ctrl+Enter writes it.
  await page.keyboard.press('Enter')
  await frame.waitForSelector('.desk-editor textarea')
  found.field = await frame.$eval('.desk-editor textarea', node => [getComputedStyle(node).direction, node.value])
  await frame.$eval('.desk-editor textarea', node => { node.value = 'بند آخر، نوشته در مرورگر.' })
  await page.screenshot({ path: join(shots, 'editing.png') })
  await frame.focus('.desk-editor textarea')
  await page.keyboard.down('Control')
  await page.keyboard.press('Enter')
  await page.keyboard.up('Control')
  await frame.waitForFunction(() => ![...document.querySelectorAll('.desk-editor')].length)
  await seen(frame, 'بند آخر، نوشته در مرورگر.')
  found.file = (await readFile(path, 'utf8')).split('\n').at(-2)

  // Loaded anew, the desk shows the place where it was left.
  const left = await top()
  await page.reload()
  frame = await text()
  await frame.waitForFunction(() => scrollY > 0)
  found.kept = Math.abs(await top() - left) < 2

  // A passage that is opened while a change is on its way stays open.
  await frame.evaluate(() => {
    const ask = fetch
    window.fetch = async (...asked) => {
      const answer = await ask(...asked)
      if (!String(asked[0]).startsWith('/body/')) return answer
      const words = await answer.text()
      window.fetch = ask
      return { ok: true, text: () => new Promise(done => { window.arrive = () => done(words) }) }
    }
    postMessage({ kind: 'patch' }, location.origin)
  })
  await frame.waitForFunction(() => window.arrive)
  await (await frame.$$('p[data-place]')).at(-1).click()
  await page.keyboard.press('Enter')
  await frame.waitForSelector('.desk-editor textarea')
  await frame.evaluate(() => { window.arrive(); return new Promise(requestAnimationFrame) })
  found.open = (await frame.$$('.desk-editor')).length
  await page.keyboard.press('Escape')

  // What is wrong is said beside it, and leads to its place.
  const good = await readFile(path, 'utf8')
  await writeFile(path, good + '\n[کجا](#nowhere)\n')
  await page.waitForFunction(() => !document.getElementById('stale').hidden)
  found.wrong = await page.$eval('#findings li', node => [node.className, node.querySelector('small:last-child').textContent])
  await writeFile(path, good)
  await page.waitForFunction(() => document.getElementById('stale').hidden)

  // A link leads into the other chapter; the list follows.
  await frame.evaluate(() => document.querySelector('a[href^="/go/"]').click())
  await page.waitForFunction(() => document.querySelector('nav [aria-current]').textContent.includes('Wall'))
  found.led = await page.$eval('nav [aria-current]', node => node.textContent)

  // Pages, by keyboard; a click on one tells the line.
  await page.focus('#tab-text')
  await page.keyboard.press('ArrowRight')
  await page.waitForSelector('#pages img')
  await page.waitForFunction(() => [...document.querySelectorAll('#pages img')].every(image => image.complete && image.naturalWidth))
  await page.waitForFunction(() => !document.getElementById('state').textContent.includes('being set'))
  found.pages = await page.$$eval('#pages figcaption', nodes => nodes.map(node => node.textContent))
  await page.screenshot({ path: join(shots, 'pages.png') })
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }])
  await page.screenshot({ path: join(shots, 'dark.png') })
  const named = await page.accessibility.snapshot()
  const names = node => [node.name, ...(node.children ?? []).flatMap(names)]
  found.named = ['Pages', 'Skip to the chapter', 'Text'].filter(name => names(named).includes(name))
} catch (error) {
  found.trouble.push(String(error.stack))
} finally {
  await browser.close()
}
process.stdout.write(JSON.stringify(found))
