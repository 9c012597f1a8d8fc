"""Edit a .docx as Word does: tracked or not, in the elements of WordprocessingML."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
XML = "{http://www.w3.org/XML/1998/namespace}"


def w(name: str) -> str:
    return f"{{{W}}}{name}"


def element(name, /, *children, **attributes):
    made = etree.Element(w(name), nsmap={"w": W})
    for key, value in attributes.items():
        made.set(w(key), str(value))
    made.extend(children)
    return made


def run(text, like=None, name="t"):
    """A run with a text, with the properties of another."""
    made = element("r")
    if like is not None and (properties := like.find(w("rPr"))) is not None:
        made.append(deepcopy(properties))
    said = element(name)
    said.set(f"{XML}space", "preserve")
    said.text = text
    made.append(said)
    return made


@dataclass
class Document:
    """A document in the hands of somebody who edits it."""

    parts: dict[str, bytes]
    author: str = "Sara"
    date: str = "2026-11-20T10:15:00Z"
    number: int = 9000
    trees: dict[str, object] = field(default_factory=dict)

    @classmethod
    def opened(cls, path, **who):
        with ZipFile(path) as archive:
            return cls({name: archive.read(name) for name in archive.namelist()}, **who)

    def tree(self, name="word/document.xml"):
        if name not in self.trees:
            self.trees[name] = etree.fromstring(self.parts[name])
        return self.trees[name]

    def saved(self, path):
        self.parts |= {name: etree.tostring(tree) for name, tree in self.trees.items()}
        packed = BytesIO()
        with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
            for name, data in self.parts.items():
                archive.writestr(name, data)
        path.write_bytes(packed.getvalue())
        return path

    # --- Places ------------------------------------------------------------------------

    def paragraph(self, said, part="word/document.xml"):
        """The first paragraph that says this."""
        for one in self.tree(part).iter(w("p")):
            if said in "".join(t.text or "" for t in one.iter(w("t"))):
                return one
        raise LookupError(said)

    def runs(self, paragraph, said):
        """The runs that say just this; those at its ends are cut in two."""
        whole = "".join(t.text or "" for t in paragraph.iter(w("t")))
        start = whole.index(said)
        self._cut(paragraph, start)
        self._cut(paragraph, start + len(said))
        found, at = [], 0
        for one in [r for r in paragraph.iter(w("r")) if r.find(w("t")) is not None]:
            length = sum(len(t.text or "") for t in one.iter(w("t")))
            if start <= at and at + length <= start + len(said) and length:
                found.append(one)
            at += length
        return found

    def _cut(self, paragraph, place):
        at = 0
        for one in list(paragraph.iter(w("r"))):
            texts = one.findall(w("t"))
            length = sum(len(t.text or "") for t in texts)
            if at < place < at + length:
                said = "".join(t.text for t in texts)
                first, second = run(said[: place - at], one), run(said[place - at :], one)
                one.addprevious(first)
                one.addprevious(second)
                one.getparent().remove(one)
                return
            at += length

    def change(self, name, *children, **more):
        """An element of a tracked change."""
        self.number += 1
        who = {"id": self.number, "author": self.author}
        if self.date:
            who["date"] = self.date
        return element(name, *children, **who, **more)

    # --- Changes -----------------------------------------------------------------------

    def delete(self, paragraph, said, name="del"):
        """Take out some words, tracked."""
        for one in self.runs(paragraph, said):
            change = self.change(name)
            one.addprevious(change)
            change.append(one)
            for text in one.iter(w("t")):
                text.tag = w("delText")
        return change

    def insert(self, paragraph, behind, new, **looks):
        """Put words behind others, tracked."""
        before = self.runs(paragraph, behind)[-1]
        made = run(new, before if not looks else None)
        if looks:
            properties = element("rPr", *(element(name) for name in looks))
            made.insert(0, properties)
        change = self.change("ins", made)
        before.addnext(change)
        return change

    def replace(self, paragraph, old, new):
        """Put words in the place of others, tracked."""
        change = self.delete(paragraph, old)
        change.addnext(self.change("ins", run(new)))

    def retype(self, paragraph, old, new):
        """Put words in the place of others with tracking off."""
        runs = self.runs(paragraph, old)
        runs[0].find(w("t")).text = new
        for one in runs[1:]:
            one.getparent().remove(one)

    def mark_end(self, paragraph, name):
        """Say of the end of a paragraph that it was put in, or taken out."""
        properties = paragraph.find(w("pPr"))
        if properties is None:
            properties = element("pPr")
            paragraph.insert(0, properties)
        looks = properties.find(w("rPr"))
        if looks is None:
            looks = element("rPr")
            properties.append(looks)
        looks.insert(0, self.change(name))

    def new_paragraph(self, before, text, style="BodyText"):
        """Press Enter at the end of a paragraph, and write on."""
        self.mark_end(before, "ins")
        properties = element("pPr", element("pStyle", val=style))
        number = before.find(f"{w('pPr')}/{w('numPr')}")
        if number is not None:
            properties.append(deepcopy(number))
        made = element("p", properties, self.change("ins", run(text)))
        before.addnext(made)
        return made

    def delete_paragraph(self, paragraph):
        """Take out a whole paragraph, tracked."""
        for one in list(paragraph.iter(w("r"))):
            change = self.change("del")
            one.addprevious(change)
            change.append(one)
            for text in one.iter(w("t")):
                text.tag = w("delText")
        self.mark_end(paragraph, "del")

    def move_paragraph(self, paragraph, behind):
        """Move a paragraph behind another, tracked as a move."""
        copy = deepcopy(paragraph)
        for one, name in ((paragraph, "moveFrom"), (copy, "moveTo")):
            for part in list(one.iter(w("r"))):
                change = self.change(name)
                part.addprevious(change)
                change.append(part)
            self.mark_end(one, name)
        behind.addnext(copy)

    def row_after(self, said, cells):
        """Put a row behind that of a cell, tracked."""
        row = next(self.paragraph(said).iterancestors(w("tr")))
        made = element("tr", element("trPr", self.change("ins")))
        for text in cells:
            line = element("p", element("pPr"), self.change("ins", run(text)))
            self.mark_end(line, "ins")
            made.append(element("tc", line))
        row.addnext(made)

    def delete_row(self, said):
        """Take out the row of a cell, tracked."""
        row = next(self.paragraph(said).iterancestors(w("tr")))
        for paragraph in row.iter(w("p")):
            self.delete_paragraph(paragraph)
        row.insert(0, element("trPr", self.change("del")))

    def new_note(self, paragraph, behind, said):
        """Put in a footnote, tracked."""
        self.number += 1
        number = element("r", element("footnoteRef"))
        note = element("footnote", element("p", number, run(f" {said}")), id=self.number)
        self.tree("word/footnotes.xml").append(note)
        call = element("r", element("footnoteReference", id=self.number))
        self.runs(paragraph, behind)[-1].addnext(self.change("ins", call))

    def comment(self, paragraph, about, said, *answers):
        """Say something of some words; others may answer."""
        names = []
        part = self.tree("word/comments.xml")
        threads = etree.Element(f"{{{W15}}}commentsEx", nsmap={"w15": W15})
        for author, text in ((self.author, said), *answers):
            self.number += 1
            paragraph_id = f"{self.number:08X}"
            line = element("p", run(text))
            line.set(f"{{{W14}}}paraId", paragraph_id)
            hour = f"T{10 + len(names)}:"
            date = {"date": self.date.replace("T10:", hour)} if self.date else {}
            made = element("comment", line, id=self.number, author=author, **date)
            part.append(made)
            thread = etree.SubElement(threads, f"{{{W15}}}commentEx")
            thread.set(f"{{{W15}}}paraId", paragraph_id)
            if names:
                thread.set(f"{{{W15}}}paraIdParent", names[0][1])
            names.append((self.number, paragraph_id))
        self.trees["word/commentsExtended.xml"] = threads
        runs = self.runs(paragraph, about)
        for number, _ in names:
            runs[0].addprevious(element("commentRangeStart", id=number))
            runs[-1].addnext(element("r", element("commentReference", id=number)))
            runs[-1].addnext(element("commentRangeEnd", id=number))
