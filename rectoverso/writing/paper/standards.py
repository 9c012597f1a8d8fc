"""Say that a PDF is PDF/A-3a and PDF/UA-1, and give it what both ask of a whole file."""

from __future__ import annotations

import re
from importlib.resources import files

import pikepdf
from pikepdf import Array, Dictionary, Name

# ISO 19005-3, 6.6.2.3: a schema that PDF/A does not know is described where it is used.
_IDENTIFICATION = b"""
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
_SAID = re.compile(
    rb"<rdf:Description [^>]*xmlns:pdf(?:aid|uaid|aExtension)=.*?</rdf:Description>\s*", re.DOTALL
)
_SRGB = "sRGB IEC61966-2.1"


def declare(pdf: pikepdf.Pdf, *, valid: bool) -> None:
    """Say of a file that has its metadata and structure what its colours mean.

    And, where it is `valid`, which standards it keeps.
    """
    # WeasyPrint brings the ICC's own profile.
    profile = pdf.make_stream((files("weasyprint.pdf") / "sRGB2014.icc").read_bytes(), N=3)
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=pikepdf.String(_SRGB),
                Info=pikepdf.String(_SRGB),
                DestOutputProfile=profile,
            )
        ]
    )
    if not valid:
        return
    said = pdf.Root.Metadata.read_bytes()
    head, end, rest = said.rpartition(b"</rdf:RDF>")
    pdf.Root.Metadata = pdf.make_stream(
        head + _IDENTIFICATION.lstrip() + end + rest, Type=Name.Metadata, Subtype=Name.XML
    )


def renounce(pdf: pikepdf.Pdf, *, structure: bool = False) -> None:
    """Take back what a bound PDF says of standards, which pages put into it do not keep.

    And its `structure`, where pages are taken out that it would keep in the file.
    """
    metadata = pdf.Root.Metadata
    said = _SAID.sub(b"", metadata.read_bytes())
    pdf.Root.Metadata = pdf.make_stream(said, Type=Name.Metadata, Subtype=Name.XML)
    if structure and "/StructTreeRoot" in pdf.Root:
        del pdf.Root.StructTreeRoot, pdf.Root.MarkInfo
