"""Membership of the centre: who may join, applications, agreement and plaque, benefits and their use, how it ends (R-MEM)."""
