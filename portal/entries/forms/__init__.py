"""The forms of an entry's steps. They only clean input; what is written where, `steps` know."""
