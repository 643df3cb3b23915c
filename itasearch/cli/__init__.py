"""The command line: one verb per Workspace method."""
