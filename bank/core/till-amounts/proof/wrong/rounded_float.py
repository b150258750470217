def to_{{small}}(text):
    return round(float(text.replace("{{sep}}", ".")) * {{factor}})
