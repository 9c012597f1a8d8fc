"""Ask Chromium in what order it shows the letters of some HTML."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")

# Every letter's box, line by line, from left to right; blanks left out.
_SCRIPT = r"""
const found = [...document.querySelectorAll('section')].map(section => {
  const letters = [];
  const walk = document.createTreeWalker(section, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode.data;
    for (let at = 0; at < text.length; at++) {
      if (/[\s\u200b-\u200f\u202a-\u202e\u2066-\u2069]/.test(text[at])) continue;
      const range = document.createRange();
      range.setStart(walk.currentNode, at);
      range.setEnd(walk.currentNode, at + 1);
      const box = range.getBoundingClientRect();
      letters.push([Math.round((box.top + box.bottom) / 2), box.left + box.width / 2, text[at]]);
    }
  }
  letters.sort((a, b) => a[0] - b[0]);
  const lines = [];
  for (const letter of letters) {
    const line = lines[lines.length - 1];
    if (line && letter[0] - line[0][0] < 9) line.push(letter); else lines.push([letter]);
  }
  return lines.map(line => line.sort((a, b) => a[1] - b[1]).map(letter => letter[2]).join(''));
});
document.body.textContent = JSON.stringify(found);
"""


def shown(bodies: Sequence[str], style: str, folder: Path) -> list[list[str]]:
    """The lines of each body as letters from left to right. Needs CHROMIUM."""
    page = folder / "page.html"
    sections = "".join(f"<section>{body}</section>" for body in bodies)
    page.write_text(
        f"<!doctype html><meta charset=utf-8><style>{style}</style><body>{sections}"
        f"<script>document.fonts.ready.then(() => {{{_SCRIPT}}})</script>",
        "utf-8",
    )
    done = subprocess.run(
        [
            str(CHROMIUM),
            *("--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files"),
            *("--virtual-time-budget=20000", "--dump-dom", f"--user-data-dir={folder / 'profile'}"),
            page.as_uri(),
        ],
        capture_output=True,
        check=True,
        timeout=120,
    )
    body = re.search(r"<body>(.*)</body>", done.stdout.decode(), re.DOTALL)
    found: list[list[str]] = json.loads(html.unescape(body[1])) if body else []
    return found
