"""What reaches the bot from Slack: read the payload, call one workflow, render its result."""
