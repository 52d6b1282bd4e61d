"""A staff room with years of work in its database, and how long its pages take."""
