"""What bad clients send: tokens and bodies."""
