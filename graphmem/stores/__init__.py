"""The graph store: ports, named Cypher texts, engines and in-process search structures."""
