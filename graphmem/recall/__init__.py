"""The read path: seed -> diffuse -> converge -> context."""
