"""Reading files that strangers made: in a process of its own, with limits and, where possible, walls."""
