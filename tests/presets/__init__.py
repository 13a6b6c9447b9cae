"""The reference programmes, opened from their preset files and entered over HTTP at instants of their own.

| row of the reference | shown in |
|---|---|
| 1 edition chain | `tests/portal/calls/test_presets.py` |
| 2 hand-written theme | `test_hackathon.py` |
| 3 gates as instants, 4 by mode, 5 calendar | `test_hackathon.py`, `tests/portal/calls/test_schedule.py` |
| 6 person then team, 8 team size | `test_hackathon.py` |
| 7 place is not mode | `test_hackathon.py` |
| 9 runtime, 10 cut, 11 premiere | `test_hackathon.py` |
| 12 AI technologies and their counts | `test_published.py` |
| 13 one film, two policies | `test_others.py` |
| 14 tracks, 15 2D master, 16 credits, 17 rights | `test_hackathon.py` |
| 22 rules that are no checks | `test_hackathon.py` |
| 27 programme and call, 40 person without a film | `test_others.py` |
| 43 public numbers | `test_published.py`, `tests/cms/test_claims.py` |
| 44 countries and regions, 45 selection | `test_published.py`, `tests/portal/jury/test_counting.py` |
| 46 award removed | `tests/portal/calls/test_presets.py`, `test_others.py` |
| 47 jury profiles, 48 recusal by affiliation | `test_published.py` |
| 61 scholarship with places | `test_published.py`, `tests/portal/jury/test_places.py` |
| 62 proposal | `test_others.py` |
| 65 code of ethics bound to entries | `tests/portal/entries/test_versions.py` |
| 86 airing | `test_published.py`, `tests/cms/test_airings.py` |
| 87 published criteria | `test_published.py` |
| R4 one segment of 2–3 minutes, by invitation | `test_others.py` |

Where the sources contradict each other, in `test_contradictions.py`:

| contradiction | held as | test, and what shows more of it |
|---|---|---|
| R0 "first" in the headline, second by the chain | a computed ordinal | `test_r0_headline_…`; `test_presets.py` |
| R0 14 February against 13 February | one gate, a public log | `test_r0_two_deadlines_…`; `test_outputs_of_a_gate.py` |
| R0 over 100 expected, about 400 came | forecast and outcome | `test_r0_what_was_expected_…`; `test_claims.py` |
| R2 awards of the call and of the night | versions; who decides is data | `test_r2_awards_…`; row 46 |
| R2 700 films, 700 film-makers | a disputed claim with unit and day | `test_r2_seven_hundred_…` |
| R4 budget 0 and wholly AI, against trade press | disputed claims, a statement in words | `test_r4_claims_…` |
| R3 two partners, or three | a claim as reported, the primary source linked | `test_r3_partners_…` |
| R1 two names of a house and of a gala | names of one record | `test_r1_one_house_…`; `tests/search/` |
"""
