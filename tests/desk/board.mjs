// The board, in headless Chromium: sorted by keyboard, true after a save, leading to the chapters.
import { createRequire } from 'node:module'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const [address, root] = process.argv.slice(2)
const puppeteer = createRequire(join(process.env.NODE_MODULES, 'puppeteer', 'package.json'))('puppeteer')
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM,
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
})
const found = { trouble: [] }
try {
  const page = await browser.newPage()
  page.setDefaultTimeout(120_000)
  page.on('pageerror', error => found.trouble.push(String(error)))

  // The board is sorted by keyboard; a save changes its counts and leaves the order.
  await page.goto(address + 'board')
  const words = () => page.$$eval('tbody tr', rows => rows.map(row => Number(row.cells[2].dataset.value)))
  found.before = await words()
  await page.focus('thead th:nth-child(3) button')
  await page.keyboard.press('Enter')
  found.sorted = [await words(), await page.$eval('thead th:nth-child(3)', head => head.ariaSort)]
  await page.keyboard.press('Enter')
  found.turned = [await words(), await page.$eval('thead th:nth-child(3)', head => head.ariaSort)]
  const path = join(root, 'chapters', '02.md')
  await writeFile(path, await readFile(path, 'utf8') + '\nOne two three four five six seven eight nine ten.\n')
  await page.waitForFunction(least => [...document.querySelectorAll('tbody tr')].some(row => Number(row.cells[2].dataset.value) > least), {}, Math.max(...found.before))
  found.saved = await words()

  // A link leads to the chapter at the desk.
  await page.$eval('tbody tr:last-child a', link => link.click())
  const handle = await page.waitForSelector('#text')
  const frame = await handle.contentFrame()
  await frame.waitForSelector('[data-ready] [data-place]')
  found.led = await page.$eval('nav [aria-current] bdi', node => node.textContent)
} catch (error) {
  found.trouble.push(String(error.stack))
} finally {
  await browser.close()
}
process.stdout.write(JSON.stringify(found))
