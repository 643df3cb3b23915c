"""Files into the store: finding them, reading them safely, storing what they hold.

batch        files into the store, or read again, each with an outcome and its notes in Thai;
             READING_VERSION
originals/   finding files, keeping copies of them in the home or in a bucket
containers   files within ZIP archives, within limits against bombs
web/         files from web addresses
worker/      reading in child processes that a hostile file may kill
"""
