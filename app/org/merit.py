"""The answers to the three questions of the merit system that a training record cannot answer,
the best first; pure."""

# The level of the highest certificate, in the steps by which PermenPANRB 38/2018 counts points.
EDUCATIONS = ("s3", "s2", "s1", "d3", "sma", "below")
# The predicate of the yearly appraisal (SKP), PermenPANRB 6/2022.
PERFORMANCES = ("very_good", "good", "needs_work", "poor", "very_poor")
# Of the last year, by the weight of the sanction (PP 94/2021).
DISCIPLINES = ("none", "light", "medium", "heavy")
