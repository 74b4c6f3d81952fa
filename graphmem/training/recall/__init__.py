"""Training of the recall network: regions of questions, the network, its fit and export."""
