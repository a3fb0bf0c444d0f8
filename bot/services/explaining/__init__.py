"""Why an article was posted, or was not: `history` gathers what happened, `sentences` tells it."""
