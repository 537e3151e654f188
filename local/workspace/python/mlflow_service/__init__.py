"""The MLflow server behind the stand-in's MLflow routes."""
