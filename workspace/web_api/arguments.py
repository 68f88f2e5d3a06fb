"""The arguments of a Web API call, from a form, a query string or JSON."""

import json
from typing import Any

from starlette.requests import Request

from workspace.errors import Json, SlackError, invalid_arguments


class Arguments:
    """What a call was given; each reader refuses what has not the right type."""

    def __init__(self, values: Json) -> None:
        self._values = {key: value for key, value in values.items() if value is not None}

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def text(self, name: str, default: str = "") -> str:
        """Read a string that may be absent."""
        value = self._values.get(name, default)
        if not isinstance(value, str):
            raise invalid_arguments(f"must be a string [json-pointer:/{name}]")
        return value

    def required(self, name: str) -> str:
        """Read a string that must be there."""
        value = self.text(name)
        if not value:
            raise invalid_arguments(f"missing required field: {name}")
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Read a boolean, which forms write `true`, `1` or `false`, `0`."""
        value = self._values.get(name, default)
        if isinstance(value, bool):
            return value
        if str(value).lower() in ("true", "1", "false", "0"):
            return str(value).lower() in ("true", "1")
        raise invalid_arguments(f"must be a boolean [json-pointer:/{name}]")

    def number(self, name: str, default: int) -> int:
        """Read an integer that may be absent."""
        value = self._values.get(name, default)
        try:
            return int(value)
        except (TypeError, ValueError):
            raise invalid_arguments(f"must be an integer [json-pointer:/{name}]") from None

    def names(self, name: str) -> list[str]:
        """Read a comma-separated list, or a JSON list, of strings."""
        value = self._values.get(name, [])
        if isinstance(value, list):
            return [str(item) for item in value]
        return [item.strip() for item in str(value).split(",") if item.strip()]

    def anything(self, name: str) -> Any:
        """Read a value of any type, as it is."""
        return self._values.get(name)

    def structure(self, name: str, refusal: str) -> Any:
        """Read JSON, which forms write as a string; raises the error `refusal` if it is not."""
        value = self._values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise SlackError(refusal) from None


async def read_arguments(request: Request) -> Arguments:
    """Read the arguments of a call; raises `invalid_json` and the like."""
    values: Json = dict(request.query_params)
    content_type = request.headers.get("content-type", "").partition(";")[0].strip()
    if content_type == "application/json":
        values.update(_read_json(await request.body()))
    elif content_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
        form = await request.form()
        values.update({key: value for key, value in form.items() if isinstance(value, str)})
    elif content_type and await request.body():
        raise SlackError("invalid_post_type")
    return Arguments(values)


def _read_json(body: bytes) -> Json:
    try:
        values = json.loads(body or b"{}")
    except ValueError:
        raise SlackError("invalid_json") from None
    if not isinstance(values, dict):
        raise SlackError("json_not_object")
    return values
