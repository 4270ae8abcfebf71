"""Consultation: what people ask the centre, the answers, and the public base of questions and answers (R-CONS)."""
