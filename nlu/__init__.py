"""What people mean: Vietnamese text, the Rasa project, its client, training and decisions."""
