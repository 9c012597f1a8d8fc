// A chapter that wants to run something at the desk, in headless Chromium.
import { createRequire } from 'node:module'
import { join } from 'node:path'

const [address] = process.argv.slice(2)
const puppeteer = createRequire(join(process.env.NODE_MODULES, 'puppeteer', 'package.json'))('puppeteer')
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM,
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
})
const found = { trouble: [], run: [], opened: [] }
const pause = milliseconds => new Promise(done => setTimeout(done, milliseconds))
try {
  const page = await browser.newPage()
  page.setDefaultTimeout(120_000)
  page.on('dialog', dialog => { found.run.push(dialog.message()); dialog.dismiss() })
  browser.on('targetcreated', target => target.type() === 'page' && found.opened.push(target.url()))
  const marks = () => [globalThis.hacked, document.documentElement.dataset.hacked]

  // Everything in the hostile chapter is pressed; nothing of it runs, here or in the frame.
  await page.goto(address + '#evil')
  const evil = await (await page.waitForSelector('#text')).contentFrame()
  await evil.waitForSelector('[data-ready] [data-place]')
  await evil.evaluate(() => document.querySelectorAll('a, button, [onclick], p').forEach(node => node.click()))
  await pause(500)
  for (const one of page.frames()) found.run.push(...(await one.evaluate(marks)).filter(Boolean))
  found.scripts = await evil.$$eval('script, iframe, object, embed', nodes => nodes.map(node => node.getAttribute('src')))
  found.still = await evil.$eval('h1', node => node.textContent)
  await page.goto(address + 'pictures/evil.svg')
  await pause(300)
  found.run.push(...(await page.evaluate(marks)).filter(Boolean))
} catch (error) {
  found.trouble.push(String(error.stack))
} finally {
  await browser.close()
}
process.stdout.write(JSON.stringify(found))
