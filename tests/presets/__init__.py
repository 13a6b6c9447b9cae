"""The reference programmes, opened from their preset files and entered over HTTP at instants of their own.

| row of the reference | shown in |
|---|---|
| 1 edition chain | `tests/portal/calls/test_presets.py` |
| 3 gates as instants, 4 by mode, 5 calendar | `test_hackathon.py`, `tests/portal/calls/test_schedule.py` |
| 6 person then team, 8 team size | `test_hackathon.py` |
| 7 place is not mode | `test_hackathon.py` |
| 9 runtime, 10 cut, 11 premiere | `test_hackathon.py` |
| 13 one film, two policies | `test_others.py` |
| 14 tracks, 15 2D master, 16 credits, 17 rights | `test_hackathon.py` |
| 22 rules that are no checks | `test_hackathon.py` |
| 27 programme and call, 40 person without a film | `test_others.py` |
| 46 award removed | `tests/portal/calls/test_presets.py`, `test_others.py` |
| 62 proposal | `test_others.py` |
| R4 one segment of 2–3 minutes, by invitation | `test_others.py` |
"""
