"""The pages themselves: how a browser is known, what each page shows, how faults are told."""
