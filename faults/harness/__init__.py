"""What the tests are made of; README.md tells how to write one."""
