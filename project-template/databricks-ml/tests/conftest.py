import sys
from pathlib import Path

# The root of the project, so that tests import what notebooks import.
sys.path.append(str(Path(__file__).parents[1]))
