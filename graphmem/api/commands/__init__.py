"""The commands. Their modules import nothing heavy at the top: the work's modules come inside."""
