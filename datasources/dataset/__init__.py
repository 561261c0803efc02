"""The immutable data set: building, checking, writing and reading one artefact."""
