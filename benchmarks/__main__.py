"""`make bench`: one JSON line per benchmark (`name`, `ratio`, `goal`, `detail`)."""

import json

from benchmarks import answering, computing, importing, starting, ticking


def main() -> None:
    """Run every benchmark."""
    for module in (answering, computing, starting, ticking, importing):
        for result in module.run():
            print(json.dumps(result, ensure_ascii=False), flush=True)


main()
