"""The process that sets one PDF: it may take so much time and memory and no more, and knows nothing of the site.

Called as `python -I typst_process.py FOLDER STANDARD PICTURES MOMENT`; reads FOLDER/main.typ and what lies beside it,
writes FOLDER/out.pdf. What typst does not like goes to stderr, with exit code 3.
"""

import resource
import sys
from pathlib import Path

import typst

MEMORY = 1_500 * 1024 * 1024  # bytes of address space, of which threads and fonts reserve much and use little
SECONDS = 20  # of computing


def main(folder: str, standard: str, pictures: str, moment: str) -> int:
    """Set the pages, tagged; with the `standard` `ua-1` they have to conform to PDF/UA-1 too.

    `pictures` is `yes` or `no`, `moment` the time of making in Unix seconds.
    """
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    place = Path(folder)
    try:
        made = typst.compile(
            place / "main.typ",
            root=place,
            sys_inputs={"pictures": pictures},
            pdf_standards=["ua-1"] if standard == "ua-1" else [],
            timestamp=int(moment),
        )
    except typst.TypstError as error:
        sys.stderr.write(f"{error.diagnostic or error.message}"[:4000])
        return 3
    (place / "out.pdf").write_bytes(made)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:5]))
