"""Demo data: invented, marked so wherever they show, loaded only when asked for."""
