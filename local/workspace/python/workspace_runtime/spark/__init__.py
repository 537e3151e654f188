"""A real Spark Connect session by Sail, with what Sail lacks put in front of it."""
