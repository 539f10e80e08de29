"""How much one piece of prose may hold."""

MAX_CHARACTERS = 400_000  # of HTML or Markdown, coming in or going out
MAX_DEPTH = 6  # lists and quotes within one another
MAX_COLUMNS = 60
MAX_CELLS = 20_000  # in one table
MAX_CITED = 20  # sources in one citation
MAX_CITATION_PART = 500  # characters in a prefix, locator or suffix
MAX_HREF = 4_000
