"""The SQL store: the truth about reports, measures, corrections."""
