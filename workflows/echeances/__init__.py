"""Échéances: from the definition to dates, reminders, answers."""
