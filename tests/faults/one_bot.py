"""A bot process of its own: each line it reads is « who|words », its answer is one line of JSON."""

import json
import sys

from bot import text
from bot.readings import read
from schemes.loader import shipped
from storage.store import Store
from workflows.assistant import Assistant
from workflows.conversation import say


def main(url: str) -> None:
    """Answer until the lines end; « prêt » says that it listens."""
    with Store(url) as store:
        assistant = Assistant(shipped("ille-et-vilaine"), store)
        _print("prêt")
        for line in sys.stdin:
            who, _, words = line.strip().partition("|")
            answer = say(assistant, who, words)
            _print(answer.model_dump(mode="json") | {"texte": text.render(read(answer))})


def _print(said: object) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
