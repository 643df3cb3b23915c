"""The Streamlit app: one package per view over Workspace methods; no logic of its own.

main         the script that Streamlit runs: the views by address, the bar over them
server       the ASGI app that `itasearch serve` starts
host_check   refuses requests under foreign host names
launch       Streamlit's command line with a clean exit code
kit          what several views share: HTML, cards, errors, progress, URL and session
search       the view ค้นหา: query, filters, hits as cards
compare      the view เปรียบเทียบ: two reports, or the years of one organisation
towns        many organisations: matrix, similar towns, what is lacking, form check
draft        the view แม่แบบ: a draft, its rows, the documents made of it
library      the view คลังรายงาน: uploads, the list, one report
review       checking how a report was read, and correcting it
static       what the browser loads: page.js, a script for each component, icon and fonts
"""
