"""The exam room: ordinary pytest files run here and look at the submission through the window.

Only trusted code runs in this process: the exam's files, pytest and this package. The submission's code never does.
"""
