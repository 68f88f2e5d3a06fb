"""What a person of the workspace can do."""
