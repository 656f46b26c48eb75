"""What all widgets share: their base in Python, their bundling, and the parts that their JavaScript is made of."""
