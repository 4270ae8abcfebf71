"""What the centre has promised, counted from records: targets, media coverage, new online entities."""
