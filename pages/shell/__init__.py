"""What every page stands in: the door, the menu, the foot, the server."""
