"""The appointment service of a group of small clinics; README.md says how it is built."""

__version__ = "3.4.1"
