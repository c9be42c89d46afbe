"""What each letter says before it is put in words: the dictionaries that rooms fill and `letters/printing` reads.

They stand apart from `printing`, whose import starts the typesetter.
"""
