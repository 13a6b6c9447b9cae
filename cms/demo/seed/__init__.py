"""Seeding the demo from its content, in small steps that can each be repeated. Nothing here invents a fact."""
