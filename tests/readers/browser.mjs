// Open one of the pages beside this file in headless Chromium, with a book at /book.epub.
import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const modules = process.env.NODE_MODULES
const puppeteer = createRequire(join(modules, 'puppeteer', 'package.json'))('puppeteer')
const types = { '.html': 'text/html', '.js': 'text/javascript', '.epub': 'application/epub+zip' }

export async function open(name, epub, work) {
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://x').pathname))
    const file = path === '/book.epub' ? epub
      : path.startsWith('/modules/') ? join(modules, path.slice('/modules/'.length))
      : join(here, path)
    try {
      const data = await readFile(file)
      response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' })
      response.end(data)
    } catch {
      response.writeHead(404).end()
    }
  }).listen(0, '127.0.0.1')
  await new Promise(done => server.once('listening', done))
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
    protocolTimeout: 280_000,
  })
  try {
    const page = await browser.newPage()
    await page.setViewport({ width: 640, height: 860 })
    const trouble = []
    page.on('pageerror', error => trouble.push(String(error)))
    await page.goto(`http://127.0.0.1:${server.address().port}/${name}`)
    await page.waitForFunction('window.ready', { timeout: 120_000 })
    const found = await work(page)
    process.stdout.write(JSON.stringify({ ...found, trouble }))
  } finally {
    await browser.close()
    server.close()
  }
}
