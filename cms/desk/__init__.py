"""The admin screens over portal and search."""
