"""Reminds patients whose prescription runs out."""

from datetime import timedelta


def due(patients, now, send, days=7):
    """Send what is due; returns the names of those who were told."""
    today = now()
    told = []
    for patient in patients:
        left = patient["until"] - today
        if left > timedelta(days=days) or left < timedelta(0):
            continue
        if patient["told"] == patient["until"]:
            continue
        try:
            send(patient["phone"], patient["until"])
        except OSError:
            break
        patient["told"] = patient["until"]
        told.append(patient["name"])
    return told
