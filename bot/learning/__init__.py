"""Training and publishing as staff ask for it, beside the talks; see flows/learning."""
