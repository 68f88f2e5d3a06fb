"""The review of submitted dossiers: where each goes, visas, opinions, decisions, what follows."""
