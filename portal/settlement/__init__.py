"""Settling in the centre (入驻): the rules with a calculator, applications with their review, agreements, rooms, sales, leaving (R-SET)."""
