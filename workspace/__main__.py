"""`python -m workspace`: a workspace alone, for an app to be pointed at."""

import argparse
import json
import signal
import sys
import threading
from pathlib import Path

from workspace.running import Workspace


def main(arguments: list[str] | None = None) -> int:
    """Run a workspace until it is interrupted."""
    options = _parser().parse_args(arguments)
    try:
        manifest = json.loads(options.manifest.read_text()) if options.manifest else None
        workspace = Workspace.start(
            manifest,
            options.port,
            options.request_url,
            host=options.host,
            rate_limits=True,
            state_file=options.state,
        )
    except (OSError, ValueError) as error:
        print(f"workspace: {error}", file=sys.stderr)  # noqa: T201
        return 1
    with workspace:
        _introduce(workspace, as_json=options.json)
        _wait_for_interruption()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m workspace", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="loopback unless you say otherwise")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--manifest", type=Path, help="the app's Slack manifest, in JSON")
    parser.add_argument("--request-url", help="deliver by signed HTTP here, not by Socket Mode")
    parser.add_argument("--state", type=Path, help="keep messages and secrets in this file")
    parser.add_argument("--json", action="store_true", help="print one line of JSON")
    return parser


def _introduce(workspace: Workspace, *, as_json: bool) -> None:
    facts = {
        "url": workspace.url,
        "api_url": workspace.api_url,
        "bot_token": workspace.bot_token,
        "app_token": workspace.app_token,
        "signing_secret": workspace.signing_secret,
        "channel": workspace.channel,
    }
    lines = json.dumps(facts) if as_json else "\n".join(f"{k:15}{v}" for k, v in facts.items())
    print(lines, flush=True)  # noqa: T201


def _wait_for_interruption() -> None:
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    stopped.wait()


if __name__ == "__main__":
    sys.exit(main())
