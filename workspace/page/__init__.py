"""The web page where one is any of the workspace's people."""
