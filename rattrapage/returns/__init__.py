"""What the bank sent back: its messages matched to debits, holds, and the meaning of reason codes (R13)."""
