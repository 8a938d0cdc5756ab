"""Put a query to a graph: refuse what reaches outside, bind parameters, stop in time."""
