"""The web server that `itasearch serve` starts: the app behind guards, addresses and figures.

entry         what `streamlit run` reads: the app and all of the below
launch        the process: its log, temporary files and end
assembled     routes and middleware in their order
host_check    only known names of the server are answered
page_headers  what browsers may do with a page
who_asks      who is asking: nobody known, a person signed in by a proxy or OpenID Connect
api           the library over HTTP and for assistants, beside the app
health        addresses for a load balancer: the process answers, store and index can be read
figures       figures for Prometheus, at an address that few may read
observed      counts and logs each request, and gives it an id; none of it names a person or a query
log           the log as a JSON object a line; what the disk refused without a traceback
"""
