"""How fast a submission is: operations counted on objects of the exam, and times paired with a reference, for the kind `speed`."""
