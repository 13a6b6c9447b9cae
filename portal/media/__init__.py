"""Resumable uploads, originals kept byte for byte, what was measured in them, and the copies made for showing."""
