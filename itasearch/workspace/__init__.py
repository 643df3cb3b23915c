"""The composition root: settings to open objects, one method per user's verb."""
