"""`make bench`: one JSON line per benchmark (`name`, `ratio`, `goal`, `detail`)."""

import json

from benchmarks import answering, starting, ticking


def main() -> None:
    """Run every benchmark."""
    for module in (answering, starting, ticking):
        for result in module.run():
            print(json.dumps(result, ensure_ascii=False), flush=True)


main()
