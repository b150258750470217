"""Reminds patients whose prescription runs out."""


def due(patients, now, send, days=7):
    """Send what is due; returns the names of those who were told."""
    day = now()
    waiting = [each for each in patients if 0 <= (each["until"] - day).days <= days and each["told"] != each["until"]]
    return [each["name"] for each in waiting if _is_told(each, send)]


def _is_told(patient, send):
    try:
        send(patient["phone"], patient["until"])
    except OSError:
        return False
    patient["told"] = patient["until"]
    return True
