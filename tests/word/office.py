"""Edit documents in LibreOffice, as a person would (run by the Python that has LibreOffice's uno).

python3 office.py SOFFICE IN.docx OUT.docx '[["replace", "old", "new"], ...]'
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

NAME = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.UserProfile/Data"><prop oor:name="givenname" oor:op="fuse">
<value>Minh</value></prop></item>
</oor:items>
"""


def main(soffice, source, target, actions):
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder) / "user"
        profile.mkdir()
        (profile / "registrymodifications.xcu").write_text(NAME, "utf-8")
        pipe = f"rectoverso{Path(folder).name}"
        running = subprocess.Popen(
            [
                *(soffice, "--headless", "--norestore", "--nologo"),
                f"-env:UserInstallation={Path(folder).as_uri()}",
                f"--accept=pipe,name={pipe};urp;",
            ]
        )
        try:
            desktop = connected(pipe)
            edit(desktop, Path(source), Path(target), actions)
            desktop.terminate()
            running.wait(60)
        finally:
            running.kill()


def connected(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    for _ in range(240):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstance("com.sun.star.frame.Desktop")
        except NoConnectException:
            time.sleep(0.25)
    raise SystemExit("LibreOffice does not answer")


def edit(desktop, source, target, actions):
    hidden = PropertyValue(Name="Hidden", Value=True)
    document = desktop.loadComponentFromURL(source.as_uri(), "_blank", 0, (hidden,))
    for action, words, new in actions:
        document.RecordChanges = action != "retype"
        found = search(document, words)
        match action:
            case "replace" | "retype":
                found.setString(new)
            case "insert":
                found.getText().insertString(found.getEnd(), new, False)
            case "paragraph":
                text = found.getText()
                cursor = text.createTextCursorByRange(found)
                cursor.gotoEndOfParagraph(False)
                text.insertControlCharacter(cursor, 0, False)
                text.insertString(cursor, new, False)
    kind = PropertyValue(Name="FilterName", Value="MS Word 2007 XML")
    document.storeToURL(target.as_uri(), (kind,))
    document.close(True)


def search(document, words):
    wanted = document.createSearchDescriptor()
    wanted.SearchString = words
    wanted.SearchCaseSensitive = True
    found = document.findFirst(wanted)
    if found is None:
        raise SystemExit(f"not found: {words}")
    return found


if __name__ == "__main__":
    main(*sys.argv[1:4], json.loads(sys.argv[4]))
