"""What the service costs: speed, memory, training and start, beside the stock Rasa pipeline.

Run `python -m benchmarks` from the repository root; results go to benchmarks/results.json.
"""
