"""An independent reading of docs/dev/rules.md in plain loops, against which the real program is checked.

Nothing here imports `rattrapage`, but for `desk`, which gives it commands in this process: their agreement means
something only as long as they share no code.
"""
