"""Pages of people who take part: find what this person may see, act, answer."""
