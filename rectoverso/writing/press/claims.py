"""Say in a PDF for the press which standard it keeps, and for which paper and inks it is meant."""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from rectoverso.model.press import PressEdition, Standard
from rectoverso.writing.press.inks import Profile

PRODUCER = "Rectoverso"
# ISO 15930-1 (2001), -3 (2002) and -7 (2010): the editions that printers ask for by name.
VERSIONS: dict[Standard, str] = {
    "pdf/x-1a": "PDF/X-1:2001",
    "pdf/x-3": "PDF/X-3:2002",
    "pdf/x-4": "PDF/X-4",
}
# The versions of PDF these are made of.
PDF_VERSIONS: dict[Standard, str] = {"pdf/x-1a": "1.3", "pdf/x-3": "1.3", "pdf/x-4": "1.6"}
REGISTRY = "http://www.color.org"

_XMP = """<?xpacket begin="\N{ZERO WIDTH NO-BREAK SPACE}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
<xmp:MetadataDate>{moment}</xmp:MetadataDate>
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
<pdf:Producer>{producer}</pdf:Producer>
<pdf:Trapped>False</pdf:Trapped>
<xmpMM:DocumentID>uuid:{document}</xmpMM:DocumentID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<xmpMM:VersionID>1</xmpMM:VersionID>
<pdfxid:GTS_PDFXVersion>{version}</pdfxid:GTS_PDFXVersion>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def claim(
    pdf: pikepdf.Pdf, press: PressEdition, profile: Profile | None, title: str, moment: datetime
) -> None:
    """Declare the standard that is asked for; a plain file says nothing of itself."""
    for key in list(pdf.trailer.keys()):
        if key == "/Info":
            del pdf.trailer[key]
    if press.standard not in VERSIONS:
        return
    version = VERSIONS[press.standard]
    time = String(moment.strftime("D:%Y%m%d%H%M%S+00'00'"))
    info = Dictionary(
        Title=String(title),
        Creator=String(PRODUCER),
        Producer=String(PRODUCER),
        CreationDate=time,
        ModDate=time,
        Trapped=Name("/False"),
        GTS_PDFXVersion=String(version),
    )
    if press.standard == "pdf/x-1a":
        info.GTS_PDFXConformance = String("PDF/X-1a:2001")
    pdf.trailer.Info = pdf.make_indirect(info)
    pdf.Root.OutputIntents = Array([_intent(pdf, press, profile)])
    if press.standard == "pdf/x-4":
        said = _XMP.format(
            title=escape(title),
            moment=moment.isoformat(),
            producer=PRODUCER,
            version=version,
            document=uuid.UUID(bytes=_digest(pdf)[:16], version=4),
        )
        pdf.Root.Metadata = pdf.make_stream(said.encode(), Type=Name.Metadata, Subtype=Name.XML)


def _intent(pdf: pikepdf.Pdf, press: PressEdition, profile: Profile | None) -> pikepdf.Object:
    """For which paper and inks (ISO 32000-2, 14.11.5)."""
    named = press.condition or (profile.name if profile else "")
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(named),
        Info=String(profile.name if profile else named),
    )
    if press.condition:
        intent.RegistryName = String(REGISTRY)
    if profile:
        intent.DestOutputProfile = pdf.make_stream(profile.data, N=profile.inks)
    return pdf.make_indirect(intent)


def _digest(pdf: pikepdf.Pdf) -> bytes:
    """What tells this file from others: all that its pages draw."""
    known = hashlib.sha256()
    for page in pdf.pages:
        for drawn in page.obj.get("/Contents", Array()).wrap_in_array():
            known.update(drawn.read_bytes())
    return known.digest()
