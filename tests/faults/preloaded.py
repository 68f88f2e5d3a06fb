# ruff: noqa: F401
"""What the bot's commands import, before they are forked."""

import psycopg
import sqlalchemy.dialects.postgresql.psycopg

import bot.app
import bot.cli
import bot.connections
import tests.faults.owing
import tests.postgres
import workspace
