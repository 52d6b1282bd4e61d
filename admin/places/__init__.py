"""The directory of places: kept by hand, brought by sheets."""
