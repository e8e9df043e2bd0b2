"""What uvicorn's processes load: the app on the configured database."""

import gc
import sys

from fastapi import FastAPI

from kisalli.core.logs import configure_logs
from kisalli.core.settings import settings
from kisalli.main import create_app

# Seconds after which a thread that computes lets the event loop on. Five milliseconds are Python's own, and each call that
# came while somebody's SAML response was read in a thread could wait so long: the directory's p99 was 1.7 times as high.
SWITCH_SECONDS = 0.0005


def create() -> FastAPI:
    """Return the app of this process.

    Raises:
        RuntimeError: there is no database address; `kisalli serve` hands the embedded one on.
    """
    loaded = settings()
    if loaded.database_url is None:
        raise RuntimeError("Start the API with: kisalli serve")
    configure_logs(loaded)
    app = create_app(loaded, loaded.database_url)
    # What was imported stays for good: collecting garbage must not walk through all of it, a tenth of a second each time.
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(SWITCH_SECONDS)
    return app
