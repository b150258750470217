def {{word}}(parcels, n):
    """The n {{word}} parcels, the {{word}} first."""
