"""The errors that Slack answers."""

from typing import Any

Json = dict[str, Any]


class SlackError(Exception):
    """An answer `{"ok": false, "error": code}`.

    `messages` go to `response_metadata.messages`, as Slack does to explain a refused argument;
    `extra` are further fields of the answer, such as `needed` beside `missing_scope`.
    """

    def __init__(self, code: str, messages: list[str] | None = None, **extra: Any) -> None:
        super().__init__(code)
        self.code = code
        self.messages = messages or []
        self.extra = extra

    def as_answer(self) -> Json:
        """Give the JSON body of the answer."""
        answer: Json = {"ok": False, "error": self.code, **self.extra}
        if self.messages:
            answer["response_metadata"] = {"messages": self.messages}
        return answer


def invalid_arguments(*messages: str) -> SlackError:
    """Refuse arguments, one `[ERROR] …` sentence for each fault."""
    return SlackError("invalid_arguments", [f"[ERROR] {message}" for message in messages])
