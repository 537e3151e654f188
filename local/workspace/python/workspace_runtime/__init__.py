"""What runs inside the Python process of one task."""
