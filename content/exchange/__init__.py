"""All topics and documents in one file and back: YAML for machines, XLSX for people."""
