"""Packages that learning platforms import: Common Cartridge 1.1 and Moodle's question XML."""
