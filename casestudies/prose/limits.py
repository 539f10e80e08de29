"""How much one piece of prose may hold."""

MAX_CHARACTERS = 400_000  # of HTML or Markdown, coming in or going out
MAX_TAGS = 50_000  # the time to read tags nested in one another grows with the square of their number
MAX_DEPTH = 6  # lists and quotes within one another
MAX_COLUMNS = 60
MAX_CELLS = 20_000  # in one table
MAX_CITED = 20  # sources in one citation
MAX_CITATION_PART = 500  # characters in a prefix, locator or suffix
MAX_HREF = 4_000
