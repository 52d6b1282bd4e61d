"""Our Rasa graph components and the plain code they stand on."""
