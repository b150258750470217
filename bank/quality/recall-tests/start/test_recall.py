"""Tests of `recall`."""
