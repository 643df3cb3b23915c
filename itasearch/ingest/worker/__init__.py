"""Reading in child processes.

isolation   a child process for the caller: its start, clock and end
pool        several of them in parallel, results in order
main        the child process itself
parse       one file to reports, or to the lines of its text, in this process
messages    what goes between the two: JSON, checked against the types
"""
