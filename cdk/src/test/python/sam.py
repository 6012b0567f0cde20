"""The command line of AWS SAM for a test: it asks nobody for its newest version, and polls a stack more often than every 30 s.

    tools/python sam python cdk/src/test/python/sam.py deploy ...
"""

import time

POLL_SECONDS = 0.5
SLEEP = time.sleep
time.sleep = lambda seconds: SLEEP(min(seconds, POLL_SECONDS))

from samcli.cli.main import cli  # noqa: E402
from samcli.lib.utils.version_checker import update_last_check_time  # noqa: E402

if __name__ == "__main__":
    update_last_check_time()
    cli()
