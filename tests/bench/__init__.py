"""Measurements, run by hand: `make bench`. Nothing in the test suite depends on time."""
