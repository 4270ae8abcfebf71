"""Who looks after the votes of selections."""

MAY_COUNT = "selections.change_vote"
