"""From pages and records to the plain shapes that templates lay out. Nothing here writes."""
