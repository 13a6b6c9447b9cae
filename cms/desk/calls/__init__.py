"""Setting up calls: one screen for everything a call says, what changes, publishing, moving a gate."""
