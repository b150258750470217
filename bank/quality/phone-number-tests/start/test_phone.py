"""Tests of `phone`."""
