"""The staff pages: sign-in, content, health; the people who work here and what they may do."""
