"""An edition in the formats that others read, each made from the one citation and the one document."""
