"""The fiche du besoin, written in conversation: one question at a time, until it is submitted."""
