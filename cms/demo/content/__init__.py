"""What the demo says, as plain data: facts of real programmes, and an invented channel that runs everything alive."""
