"""Acting for somebody else with that person's recorded consent (代办, R-STN-6): what requests, places and cases of any kind share."""
