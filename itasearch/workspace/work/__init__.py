"""A queue of files, and workers that take them from it on as many machines as there are.

queueing   Queue: files put in the queue; jobs listed, counted and forgotten
files      where the files of the queue are, and what killed processes left there
working    Jobs: jobs taken and done, as by who put them in
finishing  what became of jobs, noted
lease      a worker is heard of while it is at jobs, and gives back what it does not finish
"""
