"""The Streamlit app: a module or package for each view over Workspace methods; no logic of its own.

main         the script that Streamlit runs: the views by address, the bar over them
sessions     of browsers: their ends, and whose run is next
kit          what several views share: HTML, cards, errors, progress, URL and session
search       the view ค้นหา: query, filters, hits as cards
desk         the first page without a query: the desk of our town; samples, the tour
compare      the view เปรียบเทียบ: two reports, or the years of one organisation
town         the page of one organisation
towns        many organisations: matrix, similar towns, what is lacking, form check
sign_in      who is signed in, the button to sign in or out
original     the place in the document: an original beside any view, its row marked
plan         next year's plan of a town: proposals to tick, a draft of them
watch        saved searches, what is new of them, their feeds
draft        the view แม่แบบ: a draft, its rows, the documents made of it
library      the view คลังรายงาน: uploads, the list, one report
review       checking how a report was read, and correcting it
colours.css  every colour, in the light and in the dark; theme.toml has those of Streamlit
style.css    the look of all views; draft.css, towns.css of some; print.css; streamlit.css
static       what the browser loads: page.js, a script for each component, icon, fonts
"""
