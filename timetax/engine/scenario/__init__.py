"""Reforms: read as small files, laid out over tables, applied to their inputs."""
