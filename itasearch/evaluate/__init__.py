"""Rankings measured against judgements, through a maintained library."""
