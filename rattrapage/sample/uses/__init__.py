"""What the sample city used, day by day, and what of it never came."""
