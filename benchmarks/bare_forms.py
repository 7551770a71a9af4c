"""The pypdf calls that counting forms needs, and nothing else: `python bare_forms.py FOLDER`."""

import sys
from pathlib import Path
from typing import Any

import pypdf

words = fields = 0
for path in sorted(Path(sys.argv[1]).glob("*.pdf")):
    reader = pypdf.PdfReader(path)
    for page in reader.pages:
        annotations: Any = page["/Annots"]
        for annotation in annotations:
            fields += annotation.get_object()["/Subtype"] == "/Widget"
        words += len(page.extract_text().split())
print(words, fields)
