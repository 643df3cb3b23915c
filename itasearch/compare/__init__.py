"""Reports laid side by side: which measures answer each other, and in what they differ."""
