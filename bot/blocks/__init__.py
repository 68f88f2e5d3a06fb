"""Block Kit: a reading laid out as dicts, within Slack's limits."""
