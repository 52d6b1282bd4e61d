"""Bookings: a place's week, its days and hours, what became of an appointment."""
