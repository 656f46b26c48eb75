"""The nbgrader course: assignments, submissions, gradebook, marks, feedback."""
