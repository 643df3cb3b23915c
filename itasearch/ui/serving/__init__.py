"""What the operator of a server watches it by; none of it names a person or what was searched.

health    addresses for a load balancer: the process answers, store and index can be read
figures   figures for Prometheus, at an address that few may read
observed  counts and logs each request, and gives it an id
log       the log as a JSON object a line; what the disk refused without a traceback
"""
