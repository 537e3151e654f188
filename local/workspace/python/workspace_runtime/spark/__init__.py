"""A real Spark Connect session by Sail, with additions for what Sail lacks."""
