"""A warm process: libraries and rooms' modules loaded, forked for each room. It holds nothing of an exam or a submission."""
