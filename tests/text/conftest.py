"""Property tests without a deadline: the word list loads once, in whichever test comes first."""

from hypothesis import settings

settings.register_profile("no deadline", parent=settings(), deadline=None)
settings.load_profile("no deadline")
