"""What the definitions ask of the facts of each setting, and how far the facts go."""
