"""Courses, topics and entries: the model, the files on disk, the notes importer and the exporters."""
