"""What happened: tables, sessions, queries and migrations."""
