"""Read every published case study, and print the line to show beside each."""

import json
from urllib.request import urlopen

address = "{{ list_url }}?limit=100"
while address:
    with urlopen(address) as answer:
        page = json.load(answer)
    for case in page["results"]:
        print(f"{case['title']}: {case['attribution']['edition_line']}")
    address = page["next"]
