"""How it is said, on Slack, in a terminal and on the command line."""
