"""Training of the update reader: wordings, pairs drawn from them, the network, its export."""
