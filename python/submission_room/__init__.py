"""The submission room: the candidate's code runs here, and sees a plain interpreter."""
