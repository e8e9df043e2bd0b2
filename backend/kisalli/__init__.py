"""Kisälli: the platform on which universities, cities and employers run mentoring programmes."""

__version__ = "0.1.0"
