"""`make bench`: one JSON line per benchmark (`name`, `ratio`, `goal`, `detail`)."""

import json

from benchmarks import answering, importing, starting


def main() -> None:
    """Run every benchmark."""
    for module in (answering, starting, importing):
        for result in module.run():
            print(json.dumps(result, ensure_ascii=False), flush=True)


main()
