"""Labels, page by page."""


class Pages:
    """The pages of a list of labels."""
