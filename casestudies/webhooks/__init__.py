"""What Casebook says to other machines, and how it reaches them."""
