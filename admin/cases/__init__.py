"""Cases: who needs somebody, one case with all that staff may see of it, codes to enrol."""
