"""What libraries raise over broken containers: no more than a file's fault may be taken for one.

Imports the standard library.
"""

import struct
from zipfile import BadZipFile

NOT_OLE = (OSError, ValueError, IndexError, struct.error, AttributeError, TypeError)
"""Of olefile, over Microsoft's old container; the last two where a field is none it knows."""

NOT_ZIP = (BadZipFile, OSError, ValueError, NotImplementedError)
"""Of zipfile, when an archive is opened."""
