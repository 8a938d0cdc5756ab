"""Which missing facts would settle a verdict, the cheapest first, and a research agenda."""
