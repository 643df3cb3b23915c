"""An S3 server of the tests' own: moto's, in a thread of this process; nothing leaves memory."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count

from moto.moto_server.threaded_moto_server import ThreadedMotoServer
from s3fs import S3FileSystem


@dataclass
class S3Server:
    """A running server."""

    environment: dict[str, str]  #: the variables by which a program finds it
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def bucket(self) -> str:
        """The name of a new bucket."""
        name = f"library-{next(self._numbers)}"
        self.files.mkdir(name)
        return name

    @cached_property
    def files(self) -> S3FileSystem:
        """The buckets as another program sees them."""
        return S3FileSystem(
            key=self.environment["AWS_ACCESS_KEY_ID"],
            secret=self.environment["AWS_SECRET_ACCESS_KEY"],
            endpoint_url=self.environment["AWS_ENDPOINT_URL"],
            use_listings_cache=False,
            skip_instance_cache=True,
        )


@contextmanager
def running_s3() -> Iterator[S3Server]:
    """A server on a free port of this computer, ended with the block."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    try:
        yield S3Server(
            {
                "AWS_ENDPOINT_URL": f"http://{host}:{port}",
                "AWS_ACCESS_KEY_ID": "itasearch",
                "AWS_SECRET_ACCESS_KEY": "itasearch",
                "AWS_DEFAULT_REGION": "us-east-1",
            }
        )
    finally:
        server.stop()
