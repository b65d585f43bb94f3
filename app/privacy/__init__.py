"""What people may know about their data, and how long it is kept (UU 27/2022).

Each feature tells what it keeps (`own_data.py`), what of it is removed after a time (`ageing.py`),
and what is blanked of who has left (`anonymising.py`); `app/wiring.py` hands all of it to
`registry`, and nothing below knows of this feature.
"""
