"""The record: the product's observable behaviour as plain files, and how two records differ.

Made before and after a change that must not change behaviour:

    python -m tests.tools.record BEFORE            # in the old tree
    python -m tests.tools.record AFTER             # in the new tree
    python -m tests.tools.record --compare BEFORE AFTER

The second command exits with 1 and shows a diff for each item that differs. Options:
`--only PART` (cli, parse, exports, views, eval; or PART/JOB, such as cli/search), `--jobs N`,
`--inputs DIR` (where printed PDFs, scans and rendered layouts are kept: made once, so that
both records read the same bytes), `--seeds DIR` (real reports outside of the project; what is
recorded of them goes to the record only). A record is never committed.

Each item is one file, PART/JOB/NAME.txt. JSON has sorted keys and six decimals; paths of the
home, the project and temporary folders, moments, durations, ids of drafts and media addresses
have names in their place. Keys of widgets are items of their own (NAME.keys.txt), for they may
be renamed without anybody seeing it; so are style and script (views/search/code.txt). META.json
holds the commit that last changed the product, the seconds of each job and whether it failed;
it is not compared.

What a record depends on: the command line (`names.COMMAND`), `app.py` and the addresses of its
views (`names.VIEWS`), `itasearch.open_workspace`. Every other name of the product that it needs
is in `names`; that module follows a rename, the rest of the package does not.
"""
