"""What a booklet's file says of itself: document information and XMP (ISO 16684-1)."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from guide.backends.base import Context
from guide.backends.pdf.objects import string

_CREATOR, _PRODUCER = "guide", "guide, WeasyPrint"
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
{properties}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def described(context: Context) -> tuple[str, bytes]:
    """Return a booklet's information dictionary and its XMP packet.

    The packet names PDF/UA-1 (ISO 14289-1, 5) and is dated by the edition, not the clock.
    """
    guide = context.guide
    tags = sorted({tag for t in context.outline.topics for q in t.questions for tag in q.tags})
    keywords = ", ".join(tags)
    authors = ", ".join(guide.authors)
    info = {
        "Title": guide.title,
        "Author": authors,
        "Subject": guide.subtitle,
        "Keywords": keywords,
        "Creator": _CREATOR,
        "Producer": _PRODUCER,
        "CreationDate": f"D:{guide.date:%Y%m%d%H%M%S}Z",
        "ModDate": f"D:{guide.date:%Y%m%d%H%M%S}Z",
    }
    entries = "".join(f"/{name}{string(text)}" for name, text in info.items() if text)
    date = f"{guide.date:%Y-%m-%dT%H:%M:%S}Z"
    properties = [
        _alternatives("dc:title", guide.title),
        _alternatives("dc:description", guide.subtitle),
        _items("dc:creator", "Seq", guide.authors),
        _items("dc:language", "Bag", (guide.language,)),
        *(
            f"<{name}>{escape(text)}</{name}>"
            for name, text in (
                ("pdf:Keywords", keywords),
                ("pdf:Producer", _PRODUCER),
                ("xmp:CreatorTool", _CREATOR),
                ("xmp:CreateDate", date),
                ("xmp:ModifyDate", date),
                ("pdfuaid:part", "1"),
            )
            if text
        ),
    ]
    packet = _PACKET.format(properties="\n".join(filter(None, properties)))
    return f"<<{entries}>>", packet.encode()


def _alternatives(name: str, text: str) -> str:
    """Return a text in the language that stands for all others."""
    if not text:
        return ""
    item = f"<rdf:li xml:lang={quoteattr('x-default')}>{escape(text)}</rdf:li>"
    return f"<{name}><rdf:Alt>{item}</rdf:Alt></{name}>"


def _items(name: str, kind: str, texts: tuple[str, ...]) -> str:
    """Return a list of texts, in order (``Seq``) or not (``Bag``)."""
    if not texts:
        return ""
    items = "".join(f"<rdf:li>{escape(text)}</rdf:li>" for text in texts)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>"
