"""An independent reading of the contract in plain loops, against which the real program is checked.

Nothing here imports `rattrapage`: their agreement means something only as long as they share no code.
"""
