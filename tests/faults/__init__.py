"""Faults on purpose: what was acknowledged survives them, and every message helps.

    python -m tests.faults --help      the long run, which `make faults` starts

chance          the seed of a run
children        verbs in processes of their own, killed at a step or just behind one
stopping        what such a process is: the command with its steps counted
history         verbs in random order, on a home that nothing disturbs and on one that faults meet
kills           SIGKILL during a verb
damages         bytes of the store and the index changed
verbs           several verbs in one process, each with its code and messages
messages        whether a message names the place and the next command
mutate_files    files broken in small ways; test_mutated_files reads them

The tests run a little of each. ITASEARCH_FAULT_SEED repeats a run.
"""
