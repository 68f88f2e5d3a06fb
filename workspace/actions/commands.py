"""Typing a slash command."""

from workspace.actions.payloads import failure_notice
from workspace.actions.typed_text import as_passed_on, escaped
from workspace.answers import apply_answer
from workspace.delivery.envelope import Delivery, NotAcknowledgedError
from workspace.delivery.response_urls import Place
from workspace.errors import Json, SlackError
from workspace.hub import Hub
from workspace.state.store import APP_ID, TEAM_DOMAIN, TEAM_ID


async def run_command(hub: Hub, user_id: str, channel_id: str, command: str, text: str) -> None:
    """Run a slash command in a conversation and show what the app answers at once.

    A command that the app does not have, or does not acknowledge in time, ends in a notice.
    """
    hub.store.conversation(channel_id, user_id)
    if not hub.manifest.has_command(command):
        hub.notice(user_id, channel_id, f"« {command} » n’est pas une commande connue.")
        return
    payload = _payload(hub, user_id, channel_id, command, text)
    try:
        answer = await hub.courier.ask(Delivery("slash_commands", payload, accepts_answer=True))
    except NotAcknowledgedError as failure:
        hub.notice(user_id, channel_id, f"{command} a échoué : {failure_notice(failure)}.")
        return
    if answer is None:
        return
    try:
        apply_answer(hub, Place(user_id, channel_id), answer)
    except SlackError as error:
        explained = " ; ".join([error.code, *error.messages])
        hub.notice(user_id, channel_id, f"{command} a échoué : réponse refusée ({explained}).")


def _payload(hub: Hub, user_id: str, channel_id: str, command: str, text: str) -> Json:
    conversation = hub.store.conversations[channel_id]
    typed = text.strip()
    by_id = hub.manifest.gives_references(command)
    return {
        "token": "verification-token",
        "team_id": TEAM_ID,
        "team_domain": TEAM_DOMAIN,
        "channel_id": channel_id,
        "channel_name": conversation.name if conversation.is_channel else "directmessage",
        "user_id": user_id,
        "user_name": hub.store.users[user_id].name,
        "command": command,
        "text": as_passed_on(hub.store, typed) if by_id else escaped(typed),
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": hub.response_urls.give(Place(user_id, channel_id)),
        "trigger_id": hub.triggers.give(user_id),
    }
