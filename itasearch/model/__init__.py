"""The common language of all rooms: frozen dataclasses, no behaviour beyond their own fields."""
