"""The demonstration: fictional workshops and their story, told anew for each day, and the one real workshop."""
