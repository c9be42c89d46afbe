"""The people of the sample city: families, children, payers, and the facts that decide a price."""
