"""What Slack accepts as blocks, elements and views, and what their state is."""
