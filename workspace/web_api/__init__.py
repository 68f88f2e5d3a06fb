"""The Web API: `POST /api/<method>`."""
