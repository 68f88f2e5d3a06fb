"""A fiche as a document: a Word file from a template that the authority may edit, and a page."""
