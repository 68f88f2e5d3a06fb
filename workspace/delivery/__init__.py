"""How the app hears what happens: Socket Mode or signed HTTP, acknowledgements, redelivery."""
