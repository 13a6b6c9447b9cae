"""Every component and page with sample data, for the people who build and judge them. Staff and developers only."""
