"""The Rasa 3.6 project: pipeline, training data, our components. Runs in its own Python 3.10."""
