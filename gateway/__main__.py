"""Starts the command line: `python -m gateway`."""

import gc

# What a start loads stays for good: looking for garbage in it costs a tenth of the time. Servers
# look again once they serve.
gc.disable()

from gateway.cli import main  # noqa: E402 - see above

if __name__ == "__main__":
    main()
