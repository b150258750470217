"""Tests of `fetch`."""
