"""What every page is made of: the shapes templates take, their tags and filters, the accents, the style guide."""
