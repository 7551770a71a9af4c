"""Adds up the hours of an inventory in XML, and nothing else: `bare_inventory.py PATH`."""

import sys
import xml.etree.ElementTree as ET

hours = 0.0
for _, element in ET.iterparse(sys.argv[1]):
    if element.tag == "InformationCollectionRequest":
        total = element.findtext("Burden/BurdenHour/TotalQuantity")
        hours += float(total or 0)
        element.clear()
print(hours)
