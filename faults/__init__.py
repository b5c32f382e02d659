"""Faults: the real binary, its own PostgreSQL and a proxy between them, put through what happens to servers."""
