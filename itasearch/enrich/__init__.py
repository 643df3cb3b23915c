"""What is derived from a measure beyond what its report says."""
