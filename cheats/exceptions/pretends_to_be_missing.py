# cheat: raise ModuleNotFoundError for one's own name, and skip-like exceptions for every attribute, at import
# beats: none known (works where an unimportable submission is not gradable)
# exams: function, class, generator, files, unittest, pandas
raise ModuleNotFoundError("No module named 'solution'", name="solution")
