"""Training and export of the shipped models; needs the extra ``[train]``, used by nothing else."""
