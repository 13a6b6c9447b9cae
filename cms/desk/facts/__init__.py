"""What is known of a film and of an edition: rows an editor keeps, with their history."""
