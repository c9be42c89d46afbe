"""Who looks, in which role, for how long."""
