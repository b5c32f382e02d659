"""The tests, a file each, found by their names."""
