"""`make bench`: one JSON line per benchmark (`name`, `ratio`, `goal`, `detail`)."""

import json

from benchmarks import answering, computing, delivering, importing, starting, ticking, writing


def main() -> None:
    """Run every benchmark."""
    for module in (answering, writing, computing, ticking, delivering, importing, starting):
        for result in module.run():
            print(json.dumps(result, ensure_ascii=False), flush=True)


main()
