"""The readers: one a kind of file, each gives columns of text and the way back to its lines."""
