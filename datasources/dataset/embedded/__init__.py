"""The data set that comes with the project: readable files, compiled into one artefact."""
