"""What the environment decides. Nothing here has a secret as its default."""

from functools import cache
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from workflows.canaux import Canaux


class Settings(BaseSettings):
    """The bot's settings, read from the environment or from a `.env` file."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", populate_by_name=True)

    scheme: str = Field("ille-et-vilaine", validation_alias="SPASER_SCHEME")
    """The id of the authority's scheme."""
    database_url: str = Field("sqlite:///spaser.db", validation_alias="DATABASE_URL")
    """Where the store is: SQLite or PostgreSQL."""
    modele_fiche: Path | None = Field(None, validation_alias="SPASER_MODELE_FICHE")
    """The Word template of the fiche that the authority has edited; the shipped one otherwise."""
    canal_comite: str | None = Field(None, validation_alias="SPASER_CANAL_COMITE")
    """The id of the comité's channel, which must be private: estimates are confidential."""
    canal_coordination: str | None = Field(None, validation_alias="SPASER_CANAL_COORDINATION")
    """The id of the channel that reads what has no one else to read it."""
    slack_api_url: str = Field("https://slack.com/api/", validation_alias="SLACK_API_URL")
    """Slack, or the local workspace."""
    slack_bot_token: SecretStr | None = Field(None, validation_alias="SLACK_BOT_TOKEN")
    """`xoxb-…`: always needed to run."""
    slack_app_token: SecretStr | None = Field(None, validation_alias="SLACK_APP_TOKEN")
    """`xapp-…`: needed for Socket Mode (`spaser run`)."""
    slack_signing_secret: SecretStr | None = Field(None, validation_alias="SLACK_SIGNING_SECRET")
    """Needed for signed HTTP (`spaser serve`)."""
    slack_timeout: float = Field(10, validation_alias="SLACK_TIMEOUT", gt=0)
    """Seconds that Slack is given to answer a call."""
    seuil_petits_groupes: int = Field(5, validation_alias="SPASER_SEUIL_PETITS_GROUPES", ge=1)
    """Groups of fewer people are not told apart in the hours of insertion, where someone would be
    recognised: a local choice, to settle with the authority's data protection officer."""
    host: str = Field("127.0.0.1", validation_alias="HOST")
    """Where `spaser serve` listens."""
    port: int = Field(3000, validation_alias="PORT", ge=0, le=65535)

    @property
    def canaux(self) -> Canaux:
        """The channels of the authority."""
        return Canaux(comite=self.canal_comite, coordination=self.canal_coordination)


class MissingSettingError(Exception):
    """A setting that this command needs is not given; the message says which, in French."""


class RefusedSettingError(Exception):
    """A setting that cannot be used as it is; the message says why, in French."""


def required(secret: SecretStr | None, name: str) -> str:
    """The secret's value. Raises MissingSettingError when it is not set."""
    if secret is None:
        raise MissingSettingError(f"Le réglage {name} manque : voir le README, « A real Slack ».")
    return secret.get_secret_value()


@cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings()
