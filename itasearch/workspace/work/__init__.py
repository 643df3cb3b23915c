"""A queue of files, and workers that take them from it on as many machines as there are.

queueing  Queue: files put in the queue, and where they are until they are read
working   Jobs: jobs taken and done, as by who put them in
"""
