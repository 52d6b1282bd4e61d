"""How what is said comes to be: drafts, a second person's review, publication, history, doubts."""
