"""Where a run is a job of somebody's: what its log reads, and the pull request it is about."""
