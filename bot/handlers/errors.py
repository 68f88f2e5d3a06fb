"""What people are told when the bot fails: one sentence, and a reference to quote."""

import secrets
from typing import Any

import structlog
from slack_bolt import App, BoltResponse

log = structlog.get_logger()


def register(app: App) -> None:
    """Catch what no handler caught."""

    @app.error
    def on_error(error: Exception, body: dict[str, Any]) -> BoltResponse:
        reference = secrets.token_hex(3)
        log.error("handler_failed", reference=reference, exc_info=error)
        if "command" not in body:
            return BoltResponse(status=500)  # not acknowledged: Slack delivers it again
        words = (
            f"Une erreur m'empêche de répondre. Réessayez, ou signalez la référence {reference}."
        )
        return BoltResponse(status=200, body={"response_type": "ephemeral", "text": words})
