"""Select, plan, look up, run, write: what every build does. Knows no format."""
