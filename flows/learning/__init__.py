"""What staff teach the service: examples, new topics asked for, training runs, models.

The rows are the record; the process that trains reads them (bot.learning), the pages show them.
"""
