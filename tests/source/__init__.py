"""Tests of the Cloud Architecture guide itself."""
