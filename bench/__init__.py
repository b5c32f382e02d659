"""Measurements of the service: a module a subject, run by `scripts/bench NAME`; docs/measuring.md tells how."""
